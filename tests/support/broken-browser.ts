import type { Page } from '@playwright/test';

/** Takes away what browsers got in and after 2022, before any script of the page runs. */
export async function withoutNewMethods(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['at', 'findLast', 'findLastIndex', 'toSpliced', 'toSorted', 'toReversed', 'with', 'group']) {
      Reflect.deleteProperty(Array.prototype, name);
    }
    for (const name of ['union', 'intersection', 'difference', 'isSubsetOf'])
      Reflect.deleteProperty(Set.prototype, name);
    for (const name of ['at', 'isWellFormed', 'toWellFormed']) Reflect.deleteProperty(String.prototype, name);
    Reflect.deleteProperty(Object, 'groupBy');
    Reflect.deleteProperty(Array, 'fromAsync');
    Reflect.deleteProperty(Promise, 'withResolvers');
    Reflect.deleteProperty(AbortSignal, 'any');
    Reflect.deleteProperty(AbortSignal, 'timeout');
  });
}

/** The next time that code looks through the list's rows, it throws. Resolves when it is set. */
export async function breakNextChange(page: Page): Promise<void> {
  await page.evaluate(() => {
    const names = ['find', 'findIndex', 'filter', 'map', 'some'] as const;
    const originals = names.map((name) => [name, Array.prototype[name]] as const);
    const restore = () => {
      for (const [name, original] of originals) Reflect.set(Array.prototype, name, original);
    };
    for (const [name, original] of originals) {
      Reflect.set(Array.prototype, name, function broken(this: unknown[], ...given: unknown[]) {
        const [first] = this;
        if (typeof first === 'object' && first !== null && 'code' in first && 'scanCount' in first) {
          restore();
          throw new Error('broken once');
        }
        return Reflect.apply(original, this, given);
      });
    }
  });
}

/** The first `force-card-refresh` of the page throws. */
export async function breakFirstRefresh(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { dispatchEvent } = window;
    window.dispatchEvent = (event) => {
      if (event.type !== 'force-card-refresh') return dispatchEvent.call(window, event);
      window.dispatchEvent = dispatchEvent;
      throw new Error('broken once');
    };
  });
}
