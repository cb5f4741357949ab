// Serves popup and console in a plain browser on the mock client, with hot reload. Loopback only.
import { resolve } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { ruleConstants } from '../../../tools/rule-catalog.ts';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: '../../../public',
  cacheDir: '../../../node_modules/.vite-ui',
  define: ruleConstants(resolve(import.meta.dirname, '../../..')),
  plugins: [preact()],
  server: { host: '127.0.0.1', port: 5199, fs: { allow: ['../../..'] } },
});
