// `npm run dev`: builds the extension again at every change, and serves the popup and the console on the mock client for
// an ordinary browser. Only for the person at this machine: the server listens on loopback.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './browsers/launch.ts';

const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
const config = path.join(ROOT, 'src', 'ui', 'dev', 'vite.dev.config.ts');
const mode = process.argv.includes('firefox') ? 'firefox' : 'chromium';

const commands = [[vite, 'build', '--watch', '--mode', mode]];
if (existsSync(config)) commands.push([vite, '--config', config, '--host', '127.0.0.1']);

process.stdout.write(
  `Building dist/${mode} at every change: load that folder as an unpacked extension, and reload it there.\n` +
    'The pages below are the popup and the console on made-up data. Ctrl-C ends.\n',
);
const children = commands.map((args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }));
const stop = (): void => children.forEach((child) => void child.kill('SIGTERM'));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) {
  child.once('close', (code) => {
    // One without the other is of no use to a person who waits for both.
    if (code !== null && code !== 0) process.exitCode = code;
    stop();
  });
}
