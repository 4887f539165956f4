'use client';
import { type ComponentType, type ReactNode, useEffect, useReducer, useState, useSyncExternalStore } from 'react';

/** A part of the program that a screen can stand without: it is loaded when it is first wanted, or ahead of that. */
export interface Later<Part> {
  /** Null until it has come. */
  readonly part: Part | null;
  /** Rejects when it did not come. A later call asks again. */
  load(): Promise<Part>;
}

const known = new Set<Later<unknown>>();
const watchers = new Set<() => void>();

export function later<Part>(bring: () => Promise<Part>): Later<Part> {
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
  known.add(made);
  return made;
}

/** How a part that is wanted stands while it is not here. */
export interface Waiting {
  /** It was asked for and did not come. */
  readonly lost: boolean;
  readonly askAgain: () => void;
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The part, once it has come; null before. It is asked for as soon as it is wanted. */
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

/** A component that is loaded apart, when its properties want it; `Instead` stands for it until then. */
export function lateComponent<Props extends object>(
  bring: () => Promise<ComponentType<Props>>,
  Instead: (given: { props: Props; waiting: Waiting }) => ReactNode,
  isWanted: (props: Props) => boolean = () => true,
): ComponentType<Props> {
  const of = later(bring);
  return function Late(props: Props) {
    const { part: Part, ...waiting } = useLater(of, isWanted(props));
    return Part ? <Part {...props} /> : <Instead props={props} waiting={waiting} />;
  };
}

/** Time for the screen's own requests first. Milliseconds. */
const AFTER = 1500;

/** Loads every part that is known, one after the other, while the browser is idle; again when the network is back. */
export function useLoadAhead(): void {
  useEffect(() => {
    let ended = false;
    const loadAll = async () => {
      for (const of of known) if (!ended) await of.load().catch(() => {});
    };
    const whenIdle = () =>
      'requestIdleCallback' in window ? requestIdleCallback(() => void loadAll(), { timeout: 3000 }) : void loadAll();
    const timer = setTimeout(whenIdle, AFTER);
    window.addEventListener('online', loadAll);
    return () => {
      ended = true;
      clearTimeout(timer);
      window.removeEventListener('online', loadAll);
    };
  }, []);
}
