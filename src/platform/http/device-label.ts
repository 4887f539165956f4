import Bowser from 'bowser';
import { shared } from '../shared';

/** User-Agents remembered; a venue has a handful of kinds, and what invents more of them only loses the memory. */
const REMEMBERED = 500;
const LONGEST = 512;
export const UNKNOWN_DEVICE = '?';

const labels = () => shared('device-labels', () => new Map<string, string>());

/** What a person calls the device: "Safari · iPhone", "Chrome · Android". `?` when its User-Agent says nothing. */
export function deviceLabel(userAgent: string | null | undefined): string {
  const key = (userAgent ?? '').slice(0, LONGEST);
  const known = labels().get(key);
  if (known !== undefined) return known;
  if (labels().size >= REMEMBERED) labels().clear();
  const label = read(key);
  labels().set(key, label);
  return label;
}

function read(userAgent: string): string {
  if (userAgent === '') return UNKNOWN_DEVICE;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const machine = platform.model ?? os.name;
  return (
    [browser.name, machine]
      .filter((part) => part)
      .join(' · ')
      .slice(0, 60) || UNKNOWN_DEVICE
  );
}
