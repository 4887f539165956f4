'use client';
import { type ComponentType, type ReactNode, useEffect, useReducer, useState, useSyncExternalStore } from 'react';

/** A part of the program that a screen can work without: it is loaded when it is first needed, or before that. */
export interface Later<Part> {
  /** Null until it has loaded. */
  readonly part: Part | null;
  /** Rejects when it could not be loaded. A later call tries again. */
  load(): Promise<Part>;
}

/** In the order in which they are loaded ahead. */
const known: Later<unknown>[] = [];
const watchers = new Set<() => void>();

/** `isFirst`: it is loaded ahead before the others, since the screen cannot do its work without it. */
export function later<Part>(bring: () => Promise<Part>, isFirst = false): Later<Part> {
  let part: Part | null = null;
  let coming: Promise<Part> | null = null;
  const made: Later<Part> = {
    get part() {
      return part;
    },
    load() {
      coming ??= bring().then(
        (come) => {
          part = come;
          for (const watcher of [...watchers]) watcher();
          return come;
        },
        (error) => {
          coming = null;
          throw error;
        },
      );
      return coming;
    },
  };
  if (isFirst) known.unshift(made);
  else known.push(made);
  return made;
}

/** The state of a part that is needed and has not loaded yet. */
export interface Waiting {
  /** The load was tried and failed. */
  readonly lost: boolean;
  readonly askAgain: () => void;
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The part, once it has loaded; null before. Its load begins as soon as it is wanted. */
export function useLater<Part>(of: Later<Part>, wanted: boolean): Waiting & { readonly part: Part | null } {
  const part = useSyncExternalStore(
    watch,
    () => of.part,
    () => null,
  );
  const [lost, setLost] = useState(false);
  const [asked, askAgain] = useReducer((times: number) => times + 1, 0);
  const isMissing = wanted && part === null;
  useEffect(() => {
    if (!isMissing) return;
    void asked;
    let current = true;
    setLost(false);
    of.load().catch(() => current && setLost(true));
    return () => {
      current = false;
    };
  }, [of, isMissing, asked]);
  return { part, lost, askAgain };
}

/** A component that is loaded separately, when its properties want it; `Instead` is shown until then. `isFirst`: see `later`. */
export function lateComponent<Props extends object>(
  bring: () => Promise<ComponentType<Props>>,
  Instead: (given: { props: Props; waiting: Waiting }) => ReactNode,
  isWanted: (props: Props) => boolean = () => true,
  isFirst = false,
): ComponentType<Props> {
  const of = later(bring, isFirst);
  return function Late(props: Props) {
    const { part: Part, ...waiting } = useLater(of, isWanted(props));
    return Part ? <Part {...props} /> : <Instead props={props} waiting={waiting} />;
  };
}

/** Milliseconds that are left to the screen's own requests first. */
const AFTER = 1500;

/** How long a part waits for a browser that is never idle, in milliseconds. */
const LONGEST_WAIT = 500;

/** Resolves at an idle moment of the browser, or in the next turn when the browser does not report idle moments. */
function idleMoment(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT });
    else setTimeout(resolve);
  });
}

/** Loads every known part, one after the other, each while the browser is idle; again when the network is back. */
export function useLoadAhead(): void {
  useEffect(() => {
    let ended = false;
    const loadAll = async () => {
      for (const of of known) {
        if (of.part !== null) continue;
        await idleMoment();
        if (ended) return;
        await of.load().catch(() => {});
      }
    };
    const timer = setTimeout(loadAll, AFTER);
    window.addEventListener('online', loadAll);
    return () => {
      ended = true;
      clearTimeout(timer);
      window.removeEventListener('online', loadAll);
    };
  }, []);
}
