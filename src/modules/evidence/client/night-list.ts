import type { LogEvent } from '@/modules/reservations/wire';
import { requestJson } from '@/platform/browser/http';
import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import { EvidencePage } from '../answers';
import type { Line, Night } from '../rules';

/** A night's evidence as it was read. */
export interface NightEvidence extends LiveList {
  readonly night: Night;
  /** Something of the night has happened since. */
  readonly isIncomplete: boolean;
}

/** One night from its pages. */
export function nightOf(pages: readonly EvidencePage[]): Night {
  const [first] = pages;
  if (!first) throw new Error('a night without a page');
  const gates = new Map(pages.flatMap((page) => page.gates).map((gate) => [gate.id, gate]));
  return {
    day: first.day,
    ...{ start: Date.parse(first.startsAt), end: Date.parse(first.endsAt), readAt: Date.parse(first.readAt) },
    refusalsKept: first.refusalsKept,
    gates: [...gates.values()].sort((a, b) => a.name.localeCompare(b.name)),
    // A stable sort: what happened at the same instant keeps the order of the log.
    lines: pages.flatMap(linesOf).sort((a, b) => a.at - b.at),
    incidents: pages.flatMap((page) => page.incidents).sort((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt)),
  };
}

function linesOf({ lines, gates, people, devices, parties }: EvidencePage): Line[] {
  const inList = <T>(list: readonly T[], place: number | null | undefined): T | null =>
    place === null || place === undefined ? null : (list[place] ?? null);
  return lines.state.map((state, i) => {
    const value = <T>(column: readonly T[]) => column[i] ?? null;
    const at = lines.at[i] ?? 0;
    return {
      ...{ state, at, receivedAt: at + (lines.delay[i] ?? 0), seq: value(lines.seq), nonce: value(lines.nonce) },
      ...{ flow: value(lines.flow), kind: value(lines.kind), of: value(lines.of), delta: value(lines.delta) },
      ...{ method: value(lines.method), basis: value(lines.basis), category: value(lines.category) },
      ...{ reason: value(lines.reason), walkIn: lines.walkIn[i] === 1, forced: lines.forced[i] === 1 },
      ...{ undone: lines.undone[i] === 1, gateId: inList(gates, lines.gate[i])?.id ?? null },
      ...{ by: inList(people, lines.by[i]), deliveredBy: inList(people, lines.deliveredBy[i]) },
      ...{ deviceId: inList(devices, lines.device[i]), party: inList(parties, lines.party[i]) },
    };
  });
}

/** What is told of the night makes it incomplete: no event holds all that a line says. */
const NIGHT_RULES: ListRules<NightEvidence> = {
  name: 'evidence',
  apply: (list, event) =>
    list.isIncomplete || dayOf(event as LogEvent) !== list.night.day ? list : { ...list, isIncomplete: true },
  show: (list) => list,
  isSame: (a, b) => a.night.day === b.night.day,
};

/** The night of which an event says that somebody was counted, or that an incident changed; undefined for other events. */
function dayOf(event: LogEvent): unknown {
  if (event.type === 'qr-scanned') return event.businessDay;
  if (event.type !== 'row-changed' || (event.noun !== 'occupancy' && event.noun !== 'incident')) return undefined;
  return (event.row as { businessDay?: unknown } | null)?.businessDay;
}

/** The evidence of one night, whole. */
export const EVIDENCE = defineCollection<string, NightEvidence>({
  ...NIGHT_RULES,
  key: (day) => [day],
  async fetch(businessId, day, { signal }) {
    const pages: EvidencePage[] = [];
    let after: string | undefined;
    do {
      const page = await requestJson('/api/evidencia', {
        answer: EvidencePage,
        query: { businessId, day, after },
        signal,
      });
      pages.push(page);
      after = page.next ?? undefined;
    } while (after !== undefined);
    const cursor = parseCursor(pages[0]?.cursor ?? '');
    if (!cursor) throw new Error('the evidence came without a cursor');
    return { night: nightOf(pages), isIncomplete: false, cursor };
  },
});
