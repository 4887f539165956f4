import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/chromium.mjs';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: ['./tests/support/global-browser.ts', './tests/support/global-build.ts'],
  outputDir: 'test-results/playwright',
  fullyParallel: false,
  // Each test drives two or three browsers and a server, and often waits for a network that fails on purpose.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  projects: [
    { name: 'es' },
    // Every screen again, for its words alone.
    { name: 'en', testMatch: /every-(?:people-|night-|floor-)?screen\.spec\.ts/, use: { locale: 'en-GB' } },
  ],
  use: {
    locale: 'es-EC',
    timezoneId: 'America/Guayaquil',
    // A service worker answers before the routes with which tests lose files; door-offline.spec.ts opens browsers that have one.
    serviceWorkers: 'block',
    // A trace costs as much as the steps: `npx playwright test --trace on` records one when it is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
    },
  },
});
