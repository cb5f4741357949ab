// What the set-up says while it works: plain lines, a running time on a terminal, and one clear line on failure.
// No dependency: it runs before anything is installed. Output of other programs is shown as it is, never interpreted.
import { spawn } from 'node:child_process';

/** A failure the person can act on: what failed, and what to do. */
export class SetupError extends Error {}

/** One line of progress. Goes to stderr, so that a job's own output can be piped. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;

/**
 * Runs a program quietly, showing `label` and the time it takes.
 * Resolves to { code, output }; never rejects. A program that cannot be started has code 127.
 */
export function run(label, command, args, options = {}) {
  const from = Date.now();
  const live = Boolean(process.stderr.isTTY);
  let last = '';
  const width = Math.max(20, (process.stderr.columns || 80) - 1);
  const tick = () => {
    const text = `${label} … ${seconds(from)}${last ? `  ${last}` : ''}`;
    if (live) process.stderr.write(`\r\x1b[K${text.slice(0, width)}`);
    else say(text);
  };
  if (!live) say(`${label} …`);
  const timer = setInterval(tick, live ? 500 : 15_000);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a batch file on Windows and only a shell can start it.
      shell: process.platform === 'win32' && /\.cmd$/.test(command),
    });
    const take = (chunk) => {
      // Bounded: only the end is ever shown.
      output = (output + chunk).slice(-200_000);
      const lines = String(chunk).split(/[\r\n]+/);
      last =
        [...lines]
          .reverse()
          .find((line) => line.trim() !== '')
          ?.trim() ?? last;
    };
    const stop = (signal) => {
      child.kill(signal);
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    const onInt = () => stop('SIGINT');
    const onTerm = () => stop('SIGTERM');
    process.once('SIGINT', onInt);
    process.once('SIGTERM', onTerm);
    const done = (code) => {
      clearInterval(timer);
      process.removeListener('SIGINT', onInt);
      process.removeListener('SIGTERM', onTerm);
      if (live) process.stderr.write('\r\x1b[K');
      say(`${label}: ${code === 0 ? 'done' : 'failed'} in ${seconds(from)}`);
      resolve({ code, output });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => {
      output += error.message;
      done(127);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}

/** The line of a failed program that says most, for the one-line message. */
export function reason(output) {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim());
  const errors = lines
    .filter((line) => /^(npm error|E:|error|err!)/i.test(line) || /\bError:/.test(line))
    // npm begins with a code and ends with a log file, neither of which tells a person anything.
    .map((line) => line.replace(/^npm error\s*/, ''))
    .filter((line) => line !== '' && !/^(code |errno |A complete log)|:$/.test(line));
  const telling = errors[0] ?? lines.filter((line) => line !== '').pop() ?? 'it gave no reason';
  return telling.replace(/[.\s]+$/, '').slice(0, 300);
}
