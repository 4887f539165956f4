import type { Page } from '@playwright/test';

/** Adds one to the count of a cached row, as a fault in the page would: nothing else notices. False when it is not there. */
export function corruptRow(page: Page, reservationId: string): Promise<boolean> {
  return changeRow(page, reservationId, 'count');
}

/** Makes a cached row one that cannot be drawn. False when it is not there. */
export function breakRow(page: Page, reservationId: string): Promise<boolean> {
  return changeRow(page, reservationId, 'name');
}

function changeRow(page: Page, reservationId: string, what: 'count' | 'name'): Promise<boolean> {
  return page.evaluate(
    ([id, changed]) => {
      interface Row {
        id: string;
        scanCount: number;
      }
      interface Cache {
        getQueriesData(filter: object): [unknown, { reservations?: Row[] } | undefined][];
        setQueryData(key: unknown, data: unknown): void;
      }
      interface Fiber {
        memoizedProps?: { client?: Cache };
        return?: Fiber;
      }
      const element = document.querySelector('#contenido');
      const name = Object.keys(element ?? {}).find((key) => key.startsWith('__reactFiber$'));
      let fiber = name && element ? (Reflect.get(element, name) as Fiber | undefined) : undefined;
      while (fiber && !fiber.memoizedProps?.client) fiber = fiber.return;
      const cache = fiber?.memoizedProps?.client;
      let found = false;
      for (const [key, list] of cache?.getQueriesData({ queryKey: ['reservas'] }) ?? []) {
        if (!list?.reservations?.some((row) => row.id === id)) continue;
        found = true;
        const reservations = list.reservations.map((row) =>
          row.id !== id
            ? row
            : changed === 'count'
              ? { ...row, scanCount: row.scanCount + 1 }
              : { ...row, customerName: { first: 'not a text' } },
        );
        cache?.setQueryData(key, { ...list, reservations });
      }
      return found;
    },
    [reservationId, what] as const,
  );
}
