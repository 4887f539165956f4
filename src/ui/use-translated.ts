'use client';
import { useSyncExternalStore } from 'react';

/** Google's and Edge's translators leave these; nothing of ours does. */
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

/** Whether the browser is translating the page: it replaces texts, and those that change afterwards may stay as they were. */
export function useTranslated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => found,
    () => false,
  );
}
