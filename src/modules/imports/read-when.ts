import type { DateOrder } from './rules';

/** A cell as text, or the wall-clock date and time that a spreadsheet holds, which has no zone. */
export type Cell = string | { readonly wall: string };

/** What a row says of its time: a wall-clock date and time, perhaps with the offset that tells two alike apart. */
export interface Wall {
  readonly date: string;
  readonly time: string;
  readonly offset: string | null;
}

export type ReadWhen = Wall | { readonly problem: 'date' | 'time' | 'year' };

const ISO_DATE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/;
const DATE = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/;
const TIME =
  /^(\d{1,2})(?:\s*[:.hH]\s*(\d{2})(?::(\d{2})(?:\.\d+)?)?|\s*h)?\s*(?:hrs?\.?|h)?\s*([ap])?\.?\s*m?\.?\s*(Z|(?:UTC|GMT)?\s*[+-]\d{2}:?\d{2})?$/i;

/** The date and time of a row. `time` is null where the file has no column for it: then it stands behind the date. */
export function readWhen(date: Cell, time: Cell | null, order: DateOrder): ReadWhen {
  const day = readDate(date, order);
  if (!day) return { problem: 'date' };
  if (!isYear(day.date)) return { problem: 'year' };
  const given = time === null || time === '' ? day.rest : typeof time === 'string' ? time : time.wall.slice(11);
  const clock = readTime(given.trim());
  return clock ? { date: day.date, ...clock } : { problem: 'time' };
}

/** The order that the dates of a file show; null where they show none, or both. */
export function orderOf(dates: readonly Cell[]): DateOrder | null {
  let [days, months] = [false, false];
  for (const cell of dates) {
    const found = typeof cell === 'string' ? DATE.exec(cell.trim()) : null;
    if (!found) continue;
    if (Number(found[1]) > 12) days = true;
    if (Number(found[2]) > 12) months = true;
  }
  if (days === months) return null;
  return days ? 'dmy' : 'mdy';
}

function readDate(cell: Cell, order: DateOrder): { date: string; rest: string } | null {
  if (typeof cell !== 'string') return { date: cell.wall.slice(0, 10), rest: cell.wall.slice(11) };
  const text = cell.trim();
  const iso = ISO_DATE.exec(text);
  const found = iso ?? DATE.exec(text);
  if (!found) return null;
  const [whole, one = '', two = '', three = ''] = found;
  const [first, second] = order === 'dmy' ? [two, one] : [one, two];
  const [year, month, day] = iso ? [one, two, three] : [three.length === 2 ? `20${three}` : three, first, second];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date;
  return exists ? { date, rest: text.slice(whole.length).replace(/^[T,\s]+/, '') } : null;
}

function readTime(text: string): { time: string; offset: string | null } | null {
  // Four digits are a time without its sign.
  const found = TIME.exec(/^\d{4}$/.test(text) ? `${text.slice(0, 2)}:${text.slice(2)}` : text);
  if (!found) return null;
  const [, hours = '', minutes = '00', , half, offset] = found;
  const isBare = found[2] === undefined && half === undefined && !/h/i.test(text);
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (isBare || hour > 23 || Number(minutes) > 59) return null;
  return {
    time: `${String(hour).padStart(2, '0')}:${minutes}`,
    offset: offset === undefined ? null : plainOffset(offset),
  };
}

function plainOffset(text: string): string {
  if (/^z$/i.test(text)) return '+00:00';
  const [, sign = '+', hours = '00', minutes = '00'] = /([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  return `${sign}${hours}:${minutes}`;
}

const isYear = (date: string) => date >= '2000' && date < '2100';
