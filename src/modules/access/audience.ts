import { businessDayOf, type DayRules } from '@/modules/venues/business-day';
import { FULL_AUDIENCE } from '@/realtime/protocol/cursor';
import { can, type Permission, type Rights } from './context';

/**
 * The permissions that decide what a stream shows. The index of a permission is part of the cursors that clients store:
 * append new permissions at the end. A visibility rule can depend only on these permissions, so readers who are shown
 * different data never share an audience.
 */
export const VISIBILITY = [
  'reservations.read',
  'reservations.read-any-day',
  'reservations.read-personal',
  'passes.read',
  'door.follow',
] as const satisfies readonly Permission[];
export type Visibility = (typeof VISIBILITY)[number];
export type Visible = ReadonlySet<Visibility>;

/** What a reader may see of a venue. */
export interface View {
  readonly visible: Visible;
  /** The one business day (YYYY-MM-DD) whose reservations are shown; null shows those of every day. */
  readonly day: string | null;
}

/** What a role's permissions show; nothing for an unknown role. */
export function visibleTo(role: Rights): Visible {
  return new Set(VISIBILITY.filter((permission) => can(role, permission)));
}

/** What a role's permissions show at `now`. */
export function viewOf(role: Rights, venue: DayRules, now: Date): View {
  const visible = visibleTo(role);
  return { visible, day: isBoundToDay(visible) ? businessDayOf(now, venue) : null };
}

/** What a member can be shown at most: everything except what devices alone follow. */
const WHOLE = VISIBILITY.filter((permission) => can('OWNER', permission));
const NOTHING = 'none';
const AUDIENCE = /^([1-9]\d*)(?: (\d{4}-\d\d-\d\d))?$/;

/**
 * The name of a view, equal for equal views: `full`, `none`, or the sum of 2^index of the permissions in VISIBILITY,
 * followed by the business day for a reader who sees only one day (`1 2026-11-21`). Clients' cursors contain the name
 * (`epochFor`), so screens read their lists again when the venue's day ends or permissions change.
 */
export function audienceOf(role: Rights, venue: DayRules, now: Date): string {
  const { visible, day } = viewOf(role, venue, now);
  if (visible.size === 0) return NOTHING;
  if (WHOLE.every((permission) => visible.has(permission))) return FULL_AUDIENCE;
  const sum = VISIBILITY.reduce((bits, permission, place) => (visible.has(permission) ? bits + 2 ** place : bits), 0);
  return day === null ? `${sum}` : `${sum} ${day}`;
}

/** The view that an audience's name stands for; an empty view for a name that this version does not write. */
export function readAudience(audience: string): View {
  if (audience === FULL_AUDIENCE) return { visible: new Set(WHOLE), day: null };
  const [, sum, day = null] = AUDIENCE.exec(audience) ?? [];
  const bits = Number(sum ?? 0);
  const visible = new Set(VISIBILITY.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1));
  const isWritten = bits < 2 ** VISIBILITY.length && isBoundToDay(visible) === (day !== null);
  return isWritten ? { visible, day } : { visible: new Set(), day: null };
}

function isBoundToDay(visible: Visible): boolean {
  const isReader = visible.has('reservations.read') || visible.has('door.follow');
  return isReader && !visible.has('reservations.read-any-day');
}
