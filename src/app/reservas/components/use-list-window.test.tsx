import '../hooks/dom.fixture';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import { groupByHour } from './list-view';
import { useListWindow } from './use-list-window';

let root: Root;
afterEach(() => root.unmount());

/** The lines that are in the page, of a list with `rows` rows in one hour. */
function openList(rows: number) {
  const reservations = Array.from({ length: rows }, (_, i) => reservationOf({ id: `r${i}` }));
  const groups = groupByHour(reservations, () => '21:00');
  let shown: readonly number[] | null | undefined;
  function List() {
    const element = useRef<HTMLDivElement>(null);
    ({ shown } = useListWindow(element, groups));
    return <div ref={element} />;
  }
  root = createRoot(document.createElement('div'));
  // Effects have run when it returns.
  flushSync(() => root.render(<List />));
  return () => shown;
}

test('all rows of a list with 200 rows are in the page, and few of a longer one', () => {
  expect(openList(200)()).toBeNull();
  root.unmount();
  expect(openList(201)()?.length).toBeLessThan(60);
});

test('while a long list is printed, all rows are in the page', async () => {
  const shown = openList(201);
  window.dispatchEvent(new window.Event('beforeprint'));
  // The browser lays out the print when the event has been handled: it does not wait for a later rendering.
  expect(shown()).toBeNull();
  window.dispatchEvent(new window.Event('afterprint'));
  await vi.waitFor(() => expect(shown()?.length).toBeLessThan(60));
});
