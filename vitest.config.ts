// The test projects. `page` runs sensors and enforcement in a real Chromium page, because no imitation has layout;
// `e2e` and `readers` drive the built extension, two files at a time: much of a browser test is waiting.
import { playwright } from '@vitest/browser-playwright';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

const chromium = process.env['DEMARC_CHROMIUM'] ?? '/usr/bin/chromium';
const node = { environment: 'node' as const };
// What fails is run once more by `npm test`, alone (tools/check-steps.ts).
const browserTimes = { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 20_000 } },
      { test: { ...node, name: 'properties', include: ['test/properties/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { ...node, name: 'architecture', include: ['test/architecture/**/*.test.ts'], testTimeout: 20_000 } },
      {
        plugins: [preact()],
        test: {
          name: 'page',
          include: ['test/page/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: chromium,
                args: [
                  '--no-sandbox',
                  '--disable-gpu',
                  '--disable-quic',
                  '--disable-background-networking',
                  '--disable-component-update',
                  '--disable-sync',
                ],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      { test: { ...node, ...browserTimes, name: 'e2e', include: ['test/e2e/**/*.test.ts'] } },
      { test: { ...node, ...browserTimes, name: 'readers', include: ['test/readers/**/*.test.ts'] } },
    ],
  },
});
