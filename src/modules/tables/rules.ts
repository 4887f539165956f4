/**
 * Who may book a table: everybody, the staff, or only whoever comes without a reservation. Each of them may also use the tables
 * of those before it.
 */
export const CHANNELS = ['ONLINE', 'IN_HOUSE', 'WALK_IN'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Whether a table of the channel `table` may be given to a booking that comes by `asked`. */
export function mayBook(asked: Channel, table: Channel): boolean {
  return CHANNELS.indexOf(table) <= CHANNELS.indexOf(asked);
}

/** What a block forbids: that a party starts within it, or that any part of its stay is within it. */
export const BLOCK_MODES = ['NO_START', 'NO_OVERLAP'] as const;
export type BlockMode = (typeof BLOCK_MODES)[number];

export const SHAPES = ['RECT', 'ROUND'] as const;

/** How many of each a venue may have. */
export const MOST = { zones: 40, tables: 400, combinations: 200, blocks: 500 } as const;

/** How many tables one party may have. */
export const MAX_JOINED = 8;
export const MAX_SEATS = 100;

/** What people read of the tables of a party: their names in the order of the alphabet, `5 + 6`. */
export function labelOf(names: readonly string[]): string {
  return [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).join(' + ');
}

export interface Seating {
  readonly minSeats: number;
  readonly maxSeats: number;
}

/** Tables that stand together, and how many people they seat then. */
export interface Joined extends Seating {
  readonly tableIds: readonly string[];
}

/** The longest chain that follows from combinations by itself; a longer one is a combination of its own. */
const MAX_CHAIN = 4;
const MAX_CHAINS = 400;

/** One key for a set of tables, in whatever order they are named. */
export const setKey = (tableIds: readonly string[]): string => [...tableIds].sort().join(' ');

/**
 * The combinations, and the chains that follow from them: where A–B and B–C can be joined, A–B–C can too. A chain seats what its
 * parts do without the seats of the table that they share, unless a combination of the same tables says otherwise.
 */
export function chainsOf(combinations: readonly Joined[], seatsOf: (tableId: string) => number): Joined[] {
  const byKey = new Map(combinations.map((each) => [setKey(each.tableIds), each]));
  const partsOf = new Map<string, Joined[]>();
  for (const each of combinations) for (const id of each.tableIds) partsOf.set(id, [...(partsOf.get(id) ?? []), each]);
  let newest = [...byKey.values()];
  while (newest.length > 0 && byKey.size < MAX_CHAINS) {
    const longer: Joined[] = [];
    for (const one of newest) {
      for (const other of new Set(one.tableIds.flatMap((id) => partsOf.get(id) ?? []))) {
        const shared = other.tableIds.filter((id) => one.tableIds.includes(id));
        const tableIds = [...new Set([...one.tableIds, ...other.tableIds])];
        if (shared.length !== 1 || tableIds.length > MAX_CHAIN) continue;
        const key = setKey(tableIds);
        if (byKey.has(key) || byKey.size >= MAX_CHAINS) continue;
        const maxSeats = one.maxSeats + other.maxSeats - shared.reduce((sum, id) => sum + seatsOf(id), 0);
        if (maxSeats < 1) continue;
        const chain = { tableIds, minSeats: Math.min(Math.max(one.minSeats, other.minSeats), maxSeats), maxSeats };
        byKey.set(key, chain);
        longer.push(chain);
      }
    }
    newest = longer;
  }
  return [...byKey.values()];
}
