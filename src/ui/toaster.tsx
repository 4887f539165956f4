'use client';
import { useCallback, useEffect, useRef } from 'react';
import { Announcer } from './announcer';
import { later, useLater } from './later';
import { PlainNotices } from './plain-notices';
import { Redraw } from './redraw';
import type { ToasterProps } from './toaster-part';

const toaster = later(() => import('./toaster-part').then(({ ToasterPart }) => ToasterPart));
/** Milliseconds after which the part of the program that notices wait for is requested again. */
const AGAIN = 3000;

/** The place where `toast` appears. `label` names the region for screen readers. */
export function Toaster(props: ToasterProps) {
  const { part: Part } = useLater(toaster, false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const load = useCallback(() => {
    clearTimeout(timer.current);
    toaster.load().catch(() => {
      timer.current = setTimeout(load, AGAIN);
    });
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      <Announcer />
      <Redraw fallback={null}>{Part ? <Part {...props} /> : <PlainNotices {...props} onNotice={load} />}</Redraw>
    </>
  );
}
