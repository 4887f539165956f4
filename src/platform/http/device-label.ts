import Bowser from 'bowser';
import { shared } from '../shared';

/** Maximum number of cached User-Agents. A venue has a few kinds, and a client that invents more of them only empties the cache. */
const REMEMBERED = 500;
const LONGEST = 512;
export const UNKNOWN_DEVICE = '?';

const labels = () => shared('device-labels', () => new Map<string, string>());

/** The name by which people know the device: "Safari · iPhone", "Chrome · Android". `?` when its User-Agent gives no name. */
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
