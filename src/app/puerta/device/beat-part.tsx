import { useEffect, useEffectEvent } from 'react';
import { nameVersion, readPhoneState } from '@/app/live/phone-state';
import { useRealtimeSettings } from '@/app/live/realtime-settings';
import { devicesApi } from '@/modules/devices/client/devices-api';
import { BEAT_MS } from '@/modules/devices/rules';
import type { DoorDevice } from './device-props';

export interface BeatProps {
  businessId: string;
  device: DoorDevice;
  /** Of the application that made this page. */
  version: string;
  /** The counts of this phone that no server has decided. */
  queued: number;
  /** The newest event that this page has seen. */
  seq: number | undefined;
}

/** A change of the queue is told after this many milliseconds, so that a busy door does not tell each of its counts. */
const SETTLE_MS = 3_000;

/**
 * Tells the venue's managers how this phone is, while its page is open, and makes the page anew when the phone is called
 * otherwise or may do something else.
 */
export function BeatPart({ businessId, device, version, queued, seq }: BeatProps) {
  const { renewPage } = useRealtimeSettings();
  const beat = useEffectEvent(async () => {
    const { battery } = await readPhoneState();
    const percent = battery === undefined ? {} : { battery: Math.round(battery * 100) };
    const told = { queued, version, ...percent, ...(seq === undefined ? {} : { seq }) };
    const { device: now } = await devicesApi.beat(businessId, told);
    const isSame = now.name === device.name && now.profile === device.profile;
    if (!isSame || now.gateIds.join() !== device.gateIds.join()) renewPage();
  });
  useEffect(() => nameVersion(version), [version]);
  useEffect(() => {
    // Without an answer nothing is known, and the next one tells it all again.
    const tell = () => void beat().catch(() => {});
    const timer = setInterval(tell, BEAT_MS);
    const look = () => document.visibilityState === 'visible' && tell();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', tell);
    };
  }, []);
  useEffect(() => {
    void queued;
    const timer = setTimeout(() => void beat().catch(() => {}), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [queued]);
  return null;
}
