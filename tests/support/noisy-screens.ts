import type { BrowserContextOptions, Page } from '@playwright/test';
import type { DemoUser } from './api';
import { NoiseProxy } from './noise-proxy';
import { test as base, expect, type Screen } from './screens';

interface Fixtures {
  /** Between the browsers of `openBehind` and the server. */
  noise: NoiseProxy;
  /** Like `openAs`, behind `noise`. */
  openBehind: (
    user: DemoUser,
    path: string,
    options?: BrowserContextOptions,
    beforeLoad?: (page: Page) => Promise<void>,
  ) => Promise<Screen>;
}

export const test = base.extend<Fixtures>({
  noise: async ({ server }, use) => {
    const noise = await NoiseProxy.listen(server.port);
    await use(noise);
    await noise.close();
  },
  openBehind: async ({ noise, openAs }, use) => {
    await use((user, path, options, beforeLoad) => openAs(user, path, { baseURL: noise.url, ...options }, beforeLoad));
  },
});

export { expect };
