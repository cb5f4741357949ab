// Started by main.ts in a process of its own: trains everything without one fold and sends the scores of its texts, so that
// the parts are trained side by side. Arguments: the fold, and how many there are.
import { dataFolder } from '../bench/page-data.ts';
import { foldsOf } from './cross.ts';
import { leftOut, SIZE } from './head.ts';
import { buildLexicon } from './lexicon-build.ts';
import { readMaterial } from './material.ts';

const [fold = 0, count = 1] = process.argv.slice(2).map(Number);
const lexicon = buildLexicon();
const material = readMaterial(lexicon, SIZE, dataFolder());
process.send?.(leftOut({ ...material, folds: foldsOf(material.corpus, count) }, fold, lexicon.wider));
