'use client';
import { useEffect, useRef } from 'react';
import type { Reservation } from '@/modules/reservations/wire';
import type { OpenDialog } from './open-dialog';

/** Gives the focus to a row's name. */
export function focusRow(id: string, options: FocusOptions = {}): void {
  document.querySelector<HTMLElement>(`[data-reservation-id="${CSS.escape(id)}"] button`)?.focus(options);
}

/**
 * The row that takes the place of `id`, which was in `before` and is not in `after`: the next one that is left, else the
 * one before it; null when none is left.
 */
export function successorOf(
  id: string,
  before: readonly Pick<Reservation, 'id'>[],
  after: readonly Pick<Reservation, 'id'>[],
): string | null {
  const left = new Set(after.map((row) => row.id));
  const place = before.findIndex((row) => row.id === id);
  const next = before.slice(place + 1).find((row) => left.has(row.id));
  const earlier = before.slice(0, Math.max(0, place)).reverse();
  const last = earlier.find((row) => left.has(row.id));
  return (next ?? last ?? after[0])?.id ?? null;
}

/**
 * Keeps the focus where work goes on: when the element that had it is gone, such as a dialog's button or a deleted row,
 * the row that was worked on gets it, or the row that took its place. `rows` are those of the list, in its order. The page
 * is scrolled to it for the keyboard alone: a finger knows where it is.
 */
export function useKeptFocus(rows: readonly Reservation[], dialog: OpenDialog | null): void {
  const work = useRef({ element: null as Element | null, byKey: false, id: null as string | null, rows });

  useEffect(() => {
    const look = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      work.current.element = target;
      work.current.byKey = target.matches(':focus-visible');
      const row = target.closest('[data-reservation-id]');
      if (row) work.current.id = row.getAttribute('data-reservation-id');
    };
    document.addEventListener('focusin', look);
    return () => document.removeEventListener('focusin', look);
  }, []);

  useEffect(() => {
    const now = work.current;
    if (dialog && 'id' in dialog) now.id = dialog.id;
    const { id } = now;
    if (id === null || !rows.some((row) => row.id === id)) now.id = successorOf(id ?? '', now.rows, rows);
    now.rows = rows;
    // A dialog that closes gives the focus back itself, where it can.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        const isLost = document.activeElement === document.body && now.element?.isConnected === false;
        if (isLost && now.id !== null) focusRow(now.id, { preventScroll: !now.byKey });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [rows, dialog]);
}
