// The zone of a travel document that machines read: two lines of 44, or three of 30, with check digits over each part.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import { span } from '../span.ts';
import { valueAt } from '../numbers/arithmetic.ts';

const ZONE =
  /(?<![A-Z0-9<])(?:[PVIAC][A-Z<][A-Z<]{3}[A-Z0-9<]{39}[ \t]{0,4}\r?\n[ \t]{0,8}[A-Z0-9<]{44}|[PVIAC][A-Z<][A-Z<]{3}[A-Z0-9<]{31}[ \t]{0,4}\r?\n[ \t]{0,8}[A-Z0-9<]{36}|[IAC][A-Z<][A-Z<]{3}[A-Z0-9<]{25}[ \t]{0,4}\r?\n[ \t]{0,8}[A-Z0-9<]{30}[ \t]{0,4}\r?\n[ \t]{0,8}[A-Z<]{30})(?![A-Z0-9<])/g;
/** The second line alone. */
const LINE = /(?<![A-Z0-9<])[A-Z0-9<]{9}\d[A-Z<]{3}\d{6}\d[MFX<]\d{6}\d[A-Z0-9<]{8,16}(?![A-Z0-9<])/g;
/** Utopia's documents in the standard itself. */
const OF_NOWHERE = /UTO/;

export function findTravelZones(text: string): SensitiveSpan[] {
  if (!text.includes('<')) return [];
  const out: SensitiveSpan[] = [];
  for (const [pattern, why] of [
    [ZONE, 'whole'],
    [LINE, 'second line'],
  ] as const) {
    for (const m of text.matchAll(pattern)) {
      const lines = m[0].split(/\s+/);
      if (OF_NOWHERE.test(m[0].slice(0, 15)) || !holds(lines)) continue;
      out.push(
        span(
          m.index,
          m.index + m[0].length,
          'personal.travel-document',
          0.98,
          `personal.travel-zone: ${why}, check holds`,
        ),
      );
    }
  }
  return out;
}

/** Check digits of number, birth and expiry, wherever the format keeps them. */
function holds(lines: readonly string[]): boolean {
  if (lines.length === 3)
    return digit((lines[0] ?? '').slice(5, 14), lines[0]?.[14]) && digit((lines[1] ?? '').slice(0, 6), lines[1]?.[6]);
  const line = lines.at(-1) ?? '';
  return digit(line.slice(0, 9), line[9]) && digit(line.slice(13, 19), line[19]) && digit(line.slice(21, 27), line[27]);
}

function digit(part: string, check: string | undefined): boolean {
  let sum = 0;
  for (let i = 0; i < part.length; i++) sum += (part[i] === '<' ? 0 : valueAt(part, i)) * ([7, 3, 1][i % 3] as number);
  return String(sum % 10) === check || (check === '<' && sum === 0);
}
