// `npm test`: everything that continuous integration runs. All steps run, so that one failure does not hide another;
// the last line is `N passed, N failed`, counting every test and one for each other step.
import { STEPS, runStep } from './check-steps.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let passed = 0;
let failed = 0;
const broken = new Set<string>();
const summary: string[] = [];

for (const step of STEPS) {
  const missing = step.needs.filter((id) => broken.has(id));
  if (missing.length > 0) {
    failed += 1;
    broken.add(step.id);
    summary.push(`FAILED ${step.id}: not run, because "${missing.join(', ')}" failed`);
    continue;
  }
  say(`\n=== ${step.id}: ${step.what}`);
  const result = await runStep(step, true);
  passed += result.passed;
  failed += result.failed;
  if (result.failed > 0) broken.add(step.id);
  const count = step.projects.length > 0 ? `, ${result.passed} passed, ${result.failed} failed` : '';
  const word = result.failed > 0 ? 'FAILED' : result.passed === 0 ? 'none  ' : 'ok    ';
  summary.push(
    `${word} ${step.id} (${result.seconds.toFixed(1)} s${count})`,
    ...result.notes.map((note) => `       ${note}`),
  );
}

say(`\n${summary.join('\n')}\n`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
