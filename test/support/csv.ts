// A reader of RFC 4180 for tests, strict: a file that it takes apart is one that others take apart in the same way.

/** Rows of cells. Throws where the file is none. */
export function parseCsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < file.length) {
    let cell = '';
    if (file[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= file.length) throw new Error('a quote without an end');
        if (file[at] !== '"') cell += file[at];
        else if (file[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
      }
      at += 1;
    } else {
      const end = /[",\r\n]|$/.exec(file.slice(at))?.index ?? 0;
      cell = file.slice(at, at + end);
      at += end;
    }
    row.push(cell);
    if (file[at] === ',') at += 1;
    else if (file.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`neither a comma nor an end of a line at ${at}`);
  }
  if (row.length > 0) throw new Error('the last line has no end');
  return rows;
}
