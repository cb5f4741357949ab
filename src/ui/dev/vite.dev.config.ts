// Serves popup and console in a plain browser on the mock client, with hot reload. Loopback only.
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: '../../../public',
  cacheDir: '../../../node_modules/.vite-ui',
  plugins: [preact()],
  server: { host: '127.0.0.1', port: 5199, fs: { allow: ['../../..'] } },
});
