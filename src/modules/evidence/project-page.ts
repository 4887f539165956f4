import type { EvidencePage } from './answers';
import type { Names, NightLine } from './rows';

/** A list in which each value has a position, and every further use of it the same. */
function places(known: readonly string[] = []) {
  const found = new Map(known.map((value, place) => [value, place]));
  return {
    values: () => [...found.keys()],
    of(value: string | null): number | null {
      if (value === null) return null;
      const place = found.get(value) ?? found.size;
      found.set(value, place);
      return place;
    },
  };
}

/** Lines in columns, and the lists that their positions are of. A gate, or an account, that no longer exists keeps its id. */
export function projectPage(
  lines: readonly NightLine[],
  { mayReadReasons, ...names }: Names,
): Pick<EvidencePage, 'gates' | 'people' | 'devices' | 'parties' | 'lines'> {
  const gates = places(names.gates.map(({ id }) => id));
  const people = new Map(names.people.map(({ id }, place) => [id, place]));
  const parties = new Map(names.parties.map(({ id }, place) => [id, place]));
  const devices = places();
  const place = (of: ReadonlyMap<string, number>, id: string | null) => (id === null ? null : (of.get(id) ?? null));
  const columns: EvidencePage['lines'] = {
    ...{ state: lines.map(({ state }) => state), seq: lines.map(({ seq }) => seq) },
    ...{ nonce: lines.map(({ nonce }) => nonce), at: lines.map(({ at }) => at.getTime()) },
    delay: lines.map(({ at, receivedAt }) => receivedAt.getTime() - at.getTime()),
    ...{ flow: lines.map(({ flow }) => flow), kind: lines.map(({ kind }) => kind), of: lines.map(({ of }) => of) },
    ...{ delta: lines.map(({ delta }) => delta), method: lines.map(({ method }) => method) },
    walkIn: lines.map(({ walkIn }) => Number(walkIn)),
    gate: lines.map(({ gateId }) => gates.of(gateId)),
    by: lines.map(({ by }) => place(people, by)),
    deliveredBy: lines.map(({ deliveredBy }) => place(people, deliveredBy)),
    device: lines.map(({ deviceId }) => devices.of(deviceId)),
    party: lines.map(({ reservationId }) => place(parties, reservationId)),
    ...{ basis: lines.map(({ basis }) => basis), category: lines.map(({ category }) => category) },
    // What is written beside a count may be about a guest; of other lines it is the name of a rule.
    reason: lines.map(({ state, reason }) => (state === 'COUNTED' && !mayReadReasons ? null : reason)),
    ...{ forced: lines.map(({ forced }) => Number(forced)), undone: lines.map(({ undone }) => Number(undone)) },
  };
  const nameOf = new Map(names.gates.map(({ id, name }) => [id, name]));
  return {
    gates: gates.values().map((id) => ({ id, name: nameOf.get(id) ?? id })),
    ...{ people: names.people, parties: names.parties, devices: devices.values(), lines: columns },
  };
}
