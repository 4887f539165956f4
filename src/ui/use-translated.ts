'use client';
import { useSyncExternalStore } from 'react';

/** Google's and Edge's translators add these; our own code never does. */
const MARKS = 'font, [_msttexthash]';
const LOOK_MS = 4000;

let found = false;

function look(): void {
  found = /\btranslated-(ltr|rtl)\b/.test(document.documentElement.className) || document.querySelector(MARKS) !== null;
}

function subscribe(notify: () => void): () => void {
  const check = () => {
    look();
    notify();
  };
  const observer = new MutationObserver(check);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'lang'] });
  const timer = setInterval(check, LOOK_MS);
  check();
  return () => {
    observer.disconnect();
    clearInterval(timer);
  };
}

/** Whether the browser is translating the page: it replaces texts, and texts that change afterwards may not be updated. */
export function useTranslated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => found,
    () => false,
  );
}
