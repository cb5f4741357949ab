// The report: what it says of a page, that it fits its schema, and that page texts cannot disturb a terminal.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareReadings, incidentMarkers, pictureName } from '../../tools/start/walk.ts';
import { pageAction, pageVerdict, readersText, REPORT_SCHEMA, summarise } from '../../tools/report/report.ts';
import type { PageReport, Report } from '../../tools/report/report.ts';
import {
  actionText,
  concealmentText,
  printable,
  summaryText,
  tableText,
  verdictText,
} from '../../tools/report/table.ts';
import { carries } from '../../tools/readers/marker.ts';
import { buildIncident } from '../support/incidents.ts';
import { schemaProblems } from '../support/ajv.ts';

const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as Record<string, unknown>;
// One schema for a record, whether the console exports it or a run reports it.
const parts = [JSON.parse(readFileSync('src/catalog/incident.schema.json', 'utf8')) as Record<string, unknown>];

function buildPage(changes: Partial<PageReport> = {}): PageReport {
  return {
    input: 'page.html',
    url: 'http://127.0.0.1/page.html',
    title: 'A page',
    kind: 'page',
    technique: '',
    state: 'scanned',
    stillLoading: false,
    verdict: 'malicious',
    action: 'block',
    incidents: [buildIncident()],
    marker: { source: 'incident', texts: ['made-up marker words'] },
    readers: [
      { reader: 'inner-text', before: true, after: false, problem: '' },
      { reader: 'ax-tree', before: null, after: null, problem: 'the page is too large for this reader' },
    ],
    expected: { verdict: 'malicious', action: 'block', blanked: true, met: true },
    screenshots: { before: 'a.png', after: 'b.png' },
    notes: ['A note.'],
    seconds: 1.5,
    ...changes,
  };
}

function buildReport(pages: readonly PageReport[]): Report {
  const failures = [{ input: 'gone.html', problem: 'there is no such file' }];
  return {
    schema: REPORT_SCHEMA,
    appVersion: '0.1.0',
    started: '2026-01-02T03:04:05.006Z',
    seconds: 12.3,
    browser: { kind: 'chromium', version: 'Chrome/1' },
    readers: [{ id: 'inner-text', name: 'innerText' }],
    interrupted: false,
    pages,
    failures,
    summary: summarise(pages, failures),
  };
}

/** As it is read back from the file. */
const written = (report: Report): unknown => JSON.parse(JSON.stringify(report));

describe('schema', () => {
  test('holds for a report with and without optional parts', () => {
    const bare = buildPage({
      expected: null,
      screenshots: null,
      incidents: [],
      action: null,
      verdict: 'clean',
      readers: [],
    });
    expect(schemaProblems(schema, written(buildReport([buildPage(), bare])), parts)).toEqual([]);
  });

  test.each([
    ['an unknown verdict', (page: PageReport) => ({ ...page, verdict: 'fine' })],
    ['a field too many', (page: PageReport) => ({ ...page, extra: 1 })],
    ['a field too few', ({ notes: _notes, ...page }: PageReport) => page],
    [
      'an incident without its verdict',
      (page: PageReport) => ({ ...page, incidents: [{ ...buildIncident(), verdict: null }] }),
    ],
    ['a count that is none', (page: PageReport) => ({ ...page, seconds: -1 })],
  ])('refuses %s', (_what, change) => {
    const report = written(buildReport([])) as { pages: unknown[] };
    report.pages = [change(buildPage())];
    expect(schemaProblems(schema, report, parts)).not.toEqual([]);
  });
});

describe('what a page amounts to', () => {
  test('the most serious verdict counts', () => {
    const suspicious = buildIncident({ verdict: { ...buildIncident().verdict, kind: 'suspicious' } });
    expect(pageVerdict([suspicious, buildIncident()], 'scanned')).toBe('malicious');
    expect(pageVerdict([suspicious], 'scanned')).toBe('suspicious');
  });

  test('a page that was not read is never clean', () => {
    expect(pageVerdict([], 'not-scanned')).toBe('not-scanned');
    expect(pageVerdict([], 'scanning')).toBe('not-scanned');
    expect(pageVerdict([], 'scanned')).toBe('clean');
    expect(verdictText(buildPage({ verdict: 'clean', state: 'partly', stillLoading: true }))).toBe(
      'clean (partly read) (still loading)',
    );
  });

  test('the strictest action counts', () => {
    const warned = buildIncident({ decision: { ...buildIncident().decision, action: 'warn' } });
    expect(pageAction([warned, buildIncident(), warned])).toBe('block');
    expect(pageAction([])).toBeNull();
    expect(
      actionText(
        buildPage({ incidents: [buildIncident(), buildIncident(), buildIncident({ enforcement: 'labelled' })] }),
      ),
    ).toBe('blanked ×2, labelled');
    expect(actionText(buildPage({ incidents: [buildIncident({ enforcement: 'stopped' })] }))).toBe(
      'stopped before it opened',
    );
  });

  test('readers that could not read are not counted', () => {
    expect(readersText(buildPage(), 'before')).toBe('1 of 1');
    expect(readersText(buildPage({ readers: [] }), 'after')).toBe('–');
  });

  test('the summary counts what happened', () => {
    expect(buildReport([buildPage(), buildPage({ expected: null })]).summary).toEqual({
      inputs: 3,
      read: 2,
      failed: 1,
      incidents: 2,
      blanked: 2,
      labelled: 0,
      reachedBefore: 2,
      reachedAfter: 0,
      unexpected: 0,
    });
  });
});

describe('before and after', () => {
  test('without a marker nothing is claimed', () => {
    const readings = [{ reader: 'r', result: { ok: true as const, value: 'any text' } }];
    expect(compareReadings(readings, readings, [])).toEqual([{ reader: 'r', before: null, after: null, problem: '' }]);
  });

  test('a reader that failed on one side says so', () => {
    const good = [{ reader: 'r', result: { ok: true as const, value: 'has the marker' } }];
    const bad = [{ reader: 'r', result: { ok: false as const, error: 'no answer' } }];
    expect(compareReadings(good, bad, ['marker'])).toEqual([
      { reader: 'r', before: true, after: null, problem: 'no answer' },
    ]);
  });

  test('markers are those of blanked texts, when any was blanked', () => {
    const labelled = buildIncident({ text: 'shown to all', enforcement: 'labelled' });
    expect(incidentMarkers([labelled, buildIncident({ text: '  kept \n away ' })])).toEqual(['kept away']);
    expect(incidentMarkers([labelled])).toEqual(['shown to all']);
    expect(incidentMarkers([buildIncident({ text: 'x'.repeat(200) })])[0]).toHaveLength(60);
  });
});

describe('a marker is found', () => {
  const marker = 'Kestrel-Lamp42';
  const tags = [...marker].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join('');
  test.each([
    ['as it stands', `before ${marker} after`],
    ['over white space', 'Kestrel-\n  Lamp42'],
    ['across inline tags', '<b>Kestrel</b><i class="x">-Lamp</i>42'],
    ['with invisible characters', [...marker].join('\u200b')],
    ['in tag characters', `text ${tags}`],
    ['escaped', 'Kestrel&#45;Lamp42'],
    ['as markdown', '**Kestrel**-\\_Lamp42'],
    ['in base64', Buffer.from(`xx${marker} then more`).toString('base64')],
    ['in base64, otherwise aligned', Buffer.from(`x${marker}y`).toString('base64')],
    ['in hexadecimal', Buffer.from(marker).toString('hex')],
    ['reversed', [...marker].reverse().join('')],
  ])('%s', (_how, text) => expect(carries(text, marker)).toBe(true));

  test.each([
    ['another text', 'Kestrel, a lamp, and 42'],
    ['an empty one', ''],
  ])('but not in %s', (_what, text) => expect(carries(text, marker)).toBe(false));

  test('and an empty marker is in nothing', () => expect(carries('any', ' \u200b')).toBe(false));

  test('in bounded time, whatever the text', () => {
    const from = Date.now();
    carries('<'.repeat(2_000_000), marker);
    carries('&'.repeat(2_000_000), marker);
    expect(Date.now() - from).toBeLessThan(5_000);
  });
});

describe('on the terminal', () => {
  test('page text cannot move the cursor, turn direction or add lines', () => {
    expect(printable('a\u001b[2J\u202eb\r\nc\u0007')).toBe('a [2Jb c');
    const text = tableText(buildReport([buildPage({ title: 'x\u001b[31m\ny' })]), 120);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toContain('\u001b');
  });

  test('says why a person cannot see it', () => {
    expect(concealmentText(buildPage())).toBe('transparent');
    expect(concealmentText(buildPage({ incidents: [] }))).toBe('nothing found');
    const alt = buildIncident({
      carrier: 'attribute',
      name: 'alt',
      concealment: { reason: 'never-painted', evidence: {} },
    });
    expect(concealmentText(buildPage({ incidents: [alt], technique: 'img-alt' }))).toBe('img-alt: alt, never painted');
  });

  test('names what was not as expected, and an early stop', () => {
    const page = buildPage({ expected: { verdict: 'clean', action: 'allow', blanked: false, met: false } });
    const text = summaryText({ ...buildReport([page]), interrupted: true });
    expect(text).toContain('Not as expected: page.html: expected clean/allow, got malicious/block.');
    expect(text).toContain('Stopped before the end');
  });

  test('a picture gets a safe name from any input', () => {
    expect(pictureName(3, '../../etc/a b?.html')).toBe('003-etc-a-b-html');
    expect(pictureName(12, '///')).toBe('012-page');
  });
});
