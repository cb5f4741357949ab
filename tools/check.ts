// `npm run check`: every check of the project in order, with the time of each; stops at the first that fails and shows
// its output. `--only STEP` runs one.
import { STEPS, runStep } from './check-steps.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(args: readonly string[]): Promise<number> {
  const at = args.findIndex((arg) => arg === '--only' || arg.startsWith('--only='));
  const only = at < 0 ? '' : args[at] === '--only' ? (args[at + 1] ?? '') : (args[at] ?? '').slice('--only='.length);
  const ids = STEPS.map((step) => step.id).join(', ');
  if (args.includes('--help')) {
    say(`npm run check [-- --only STEP]\n\nSteps: ${ids}`);
    return 0;
  }
  const chosen = at < 0 ? STEPS : STEPS.filter((step) => step.id === only);
  if (chosen.length === 0 || (at < 0 && args.length > 0)) {
    say(`Unknown step or option "${at < 0 ? args.join(' ') : only}". Steps: ${ids}`);
    return 1;
  }
  const from = Date.now();
  for (const step of chosen) {
    const result = await runStep(step, false);
    const tests = step.projects.length > 0 ? `, ${result.passed} passed` : '';
    const word = result.failed > 0 ? 'FAILED' : result.passed === 0 ? 'none  ' : 'ok    ';
    say(`${word} ${step.id}: ${step.what} (${result.seconds.toFixed(1)} s${tests})`);
    for (const note of result.notes) say(`       ${note}`);
    if (result.failed > 0) {
      say(`\n${result.output.trimEnd()}\n\nStopped at "${step.id}". Again: npm run check -- --only ${step.id}`);
      return 1;
    }
    const absent = /^No tests yet in: .*$/m.exec(result.output);
    if (absent) say(`       ${absent[0]}`);
  }
  say(`No check failed (${chosen.length} run) in ${((Date.now() - from) / 1000).toFixed(0)} s`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
