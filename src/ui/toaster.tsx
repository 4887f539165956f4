'use client';
import { useEffect } from 'react';
import { later, useLater } from './later';
import { Redraw } from './redraw';
import { onWaiting } from './toast';
import type { ToasterProps } from './toaster-part';

const toaster = later(() => import('./toaster-part').then(({ ToasterPart }) => ToasterPart));
/** Notices wait for their part of the program, which is asked for again after this. Milliseconds. */
const AGAIN = 3000;

/** Where `toast` appears. `label` names the region for screen readers. */
export function Toaster(props: ToasterProps) {
  const { part: Part } = useLater(toaster, false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = () => {
      clearTimeout(timer);
      toaster.load().catch(() => {
        timer = setTimeout(load, AGAIN);
      });
    };
    const leave = onWaiting(load);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
  return <Redraw fallback={null}>{Part && <Part {...props} />}</Redraw>;
}
