import { type Facts, judge, lengthAt, prepare } from '@/modules/services/availability';
import type { Channel } from '@/modules/tables/rules';

const MINUTE = 60_000;
/** The wait is looked for in steps of this length, up to this far ahead. */
const STEP = 5 * MINUTE;
const FARTHEST = 4 * 60 * MINUTE;

interface Waiting {
  readonly id: string;
  readonly guestCount: number;
  readonly channel: Channel;
}

/** In minutes. */
interface Wait {
  readonly least: number;
  readonly most: number;
}

/**
 * How long each party will wait that stands there, in their order: the first instant at which tables that suit it are free by the plan,
 * when those before it have taken theirs. Parties stay longer than planned as well as shorter, so a wait is a range: half as long again,
 * and ten minutes more at least. Null where nothing becomes free within four hours, or the venue closes before: then nobody knows.
 */
export function judgeWaits(
  facts: Facts,
  day: string,
  parties: readonly Waiting[],
  now: Date,
): Map<string, Wait | null> {
  const waits = new Map<string, Wait | null>();
  let known = facts;
  for (const { id, guestCount: party, channel } of parties) {
    const prepared = prepare(known, day);
    let found: { readonly at: number; readonly tableIds: readonly string[] } | null = null;
    for (let at = now.getTime(); at <= now.getTime() + FARTHEST && !found; at += STEP) {
      const { obstacle, options } = judge(prepared, at, { party, channel, now });
      const [best] = options;
      if (obstacle === null && best) found = { at, tableIds: best.tableIds };
    }
    waits.set(id, found ? rangeOf((found.at - now.getTime()) / MINUTE) : null);
    if (found) known = withParty(known, { ...found, party, id });
  }
  return waits;
}

function rangeOf(minutes: number): Wait {
  if (minutes === 0) return { least: 0, most: 0 };
  return { least: minutes, most: Math.ceil(Math.max(minutes * 1.5, minutes + 10) / 5) * 5 };
}

interface Placed {
  readonly id: string;
  readonly at: number;
  readonly party: number;
  readonly tableIds: readonly string[];
}

/** The facts as they will be once the party sits there. */
function withParty(facts: Facts, { id, at, party, tableIds }: Placed): Facts {
  const until = at + lengthAt(facts.services, facts.rules, at, party);
  const owner = { reservationId: null, holdId: id };
  return {
    ...facts,
    stays: [...facts.stays, ...tableIds.map((tableId) => ({ ...owner, tableId, from: at, until }))],
    parties: [...facts.parties, { ...owner, at, guests: party, online: false }],
  };
}
