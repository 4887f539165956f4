import type { Visit } from './turns';

/** A line of the list: a time with how many come then, or a party. */
export type Entry =
  | {
      readonly kind: 'time';
      readonly key: string;
      readonly time: string;
      readonly parties: number;
      readonly guests: number;
    }
  | { readonly kind: 'visit'; readonly key: string; readonly visit: Visit };

/** The parties below the times at which they are reserved, in the order of time. */
export function entriesOf(visits: readonly Visit[], timeOf: (at: number) => string): Entry[] {
  const byTime = new Map<number, Visit[]>();
  for (const visit of visits) {
    const at = Date.parse(visit.row.reservedAt);
    const own = byTime.get(at);
    if (own) own.push(visit);
    else byTime.set(at, [visit]);
  }
  return [...byTime]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, own]): Entry[] => [
      {
        ...{ kind: 'time', key: `time ${at}`, time: timeOf(at), parties: own.length },
        guests: own.reduce((sum, { row }) => sum + row.guestCount, 0),
      },
      ...own.map((visit): Entry => ({ kind: 'visit', key: visit.row.id, visit })),
    ]);
}
