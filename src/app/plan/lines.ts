import type { Block, DiningTable, Zone } from '@/modules/tables/wire';
import type { Visit } from './turns';

/** A line of the time line: the name of a zone, or a table of it. */
export type Line =
  | { readonly kind: 'zone'; readonly key: string; readonly name: string | null; readonly seats: number }
  | { readonly kind: 'table'; readonly key: string; readonly table: DiningTable; readonly isOff: boolean };

/** The tables under the names of their zones, in the order of the zones; those of no zone come last. */
export function linesOf(zones: readonly Zone[], tables: readonly DiningTable[]): Line[] {
  const byZone = new Map<string | null, DiningTable[]>();
  const known = new Set(zones.map(({ id }) => id));
  for (const table of tables) {
    const zoneId = table.zoneId !== null && known.has(table.zoneId) ? table.zoneId : null;
    byZone.set(zoneId, [...(byZone.get(zoneId) ?? []), table]);
  }
  const places = [...zones, { id: null, name: null, active: true }];
  return places.flatMap(({ id, name, active }): Line[] => {
    const own = byZone.get(id) ?? [];
    if (own.length === 0) return [];
    const seats = own.reduce((sum, { maxSeats }) => sum + maxSeats, 0);
    const head: Line = { kind: 'zone', key: `zone ${id}`, name, seats };
    return [
      head,
      ...own.map((table): Line => ({ kind: 'table', key: table.id, table, isOff: !table.active || !active })),
    ];
  });
}

/** The visits of each table, in the order of time; `''` has those of no table that is there. */
export function byTable(visits: readonly Visit[], tables: readonly DiningTable[]): Map<string, Visit[]> {
  const known = new Set(tables.map(({ id }) => id));
  const found = new Map<string, Visit[]>();
  const add = (id: string, visit: Visit) => {
    const list = found.get(id);
    if (list) list.push(visit);
    else found.set(id, [visit]);
  };
  for (const visit of visits) {
    const own = visit.tableIds.filter((id) => known.has(id));
    for (const id of own) add(id, visit);
    if (own.length === 0) add('', visit);
  }
  for (const list of found.values()) list.sort((a, b) => a.from - b.from || (a.row.id < b.row.id ? -1 : 1));
  return found;
}

export interface Laned {
  readonly visit: Visit;
  readonly lane: number;
}

/** Parties that have a table at the same time lie below each other. */
export function lanesOf(visits: readonly Visit[]): { readonly laned: readonly Laned[]; readonly lanes: number } {
  const ends: number[] = [];
  const laned = visits.map((visit) => {
    const free = ends.findIndex((end) => end <= visit.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = visit.until;
    return { visit, lane };
  });
  return { laned, lanes: Math.max(1, ends.length) };
}

/** What closes a table: a block of its own, of its zone, or of the whole venue. A service's block closes no table. */
export function blocksOf(blocks: readonly Block[], { id, zoneId }: DiningTable): Block[] {
  return blocks.filter((block) => {
    if (block.tableId !== null) return block.tableId === id;
    if (block.zoneId !== null) return block.zoneId === zoneId;
    return block.serviceId === null;
  });
}

/** What goes on at a table now: who is there, and who comes next. */
export interface Occupancy {
  readonly present: Visit | null;
  readonly next: Visit | null;
}

export function occupancyOf(visits: readonly Visit[], now: number): Occupancy {
  const open = visits.filter(({ turn }) => turn !== 'left');
  const present =
    open.find(({ turn }) => turn === 'seated' || turn === 'over') ??
    open.find(({ from, until }) => from <= now && now < until);
  return { present: present ?? null, next: open.find((visit) => visit !== present && visit.from > now) ?? null };
}

/** Tables whose next party comes within this time say so. */
const SOON = 45 * 60_000;

export type Tone = 'free' | 'due' | 'seated' | 'late' | 'off';

export function toneOf({ present, next }: Occupancy, isOff: boolean, now: number): Tone {
  if (present?.turn === 'over' || present?.turn === 'late') return 'late';
  if (present?.turn === 'seated' || present?.turn === 'here') return 'seated';
  if (present || (next && next.from - now <= SOON)) return 'due';
  return isOff ? 'off' : 'free';
}
