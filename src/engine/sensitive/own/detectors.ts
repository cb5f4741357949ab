// Everything that an organisation calls its own, as detectors. The data was parsed and bounded by the policy's reader.
import type { OwnData } from '../../../model/own-data.ts';
import type { OwnDetector } from '../find.ts';
import { documentDetector } from './documents.ts';
import { compilePatterns } from './patterns.ts';
import { recordDetector } from './records.ts';
import { termDetector } from './terms.ts';

/** Patterns that the engine refuses cost themselves only; the policy's reader has named them. */
export function ownDetectors({ terms, patterns, records, documents }: OwnData): readonly OwnDetector[] {
  const salts = new Set(documents.map(({ salt }) => salt));
  return [
    ...terms.map(({ id, terms: list }) => termDetector(id, list)),
    ...(patterns.length > 0 ? [compilePatterns(patterns).detect] : []),
    ...records.map(recordDetector),
    ...[...salts].map((salt) =>
      documentDetector(
        documents.filter((print) => print.salt === salt),
        salt,
      ),
    ),
  ];
}
