import type { EvidenceIncident } from '../answers';
import { FIGURE_RULES, type Line, type Night } from '../rules';

/** A night at one instant. */
export interface Moment {
  readonly inside: number;
  readonly admitted: number;
  /** Every count on either side. */
  readonly entered: number;
  readonly left: number;
  /** What each gate had counted; null is where no gate was named. */
  readonly byGate: ReadonlyMap<string | null, { readonly entered: number; readonly left: number }>;
  /** The last lines, newest first. */
  readonly last: readonly Line[];
  /** Incidents that were open then. */
  readonly open: readonly EvidenceIncident[];
}

/** How many of the last lines a moment shows. */
const LAST = 5;

/**
 * A night as it was at `at`, in milliseconds since 1970: what had happened by then, by the server's clock. At its end it is
 * the whole night, with what was corrected later.
 */
export function momentAt({ lines, incidents, end }: Night, at: number): Moment {
  const until = at >= end ? Number.POSITIVE_INFINITY : at;
  const byGate = new Map<string | null, { entered: number; left: number }>();
  const sums = { inside: 0, admitted: 0, entered: 0, left: 0 };
  let count = 0;
  for (const line of lines) {
    if (line.at > until) break;
    count += 1;
    if (line.state !== 'COUNTED') continue;
    const gate = byGate.get(line.gateId) ?? { entered: 0, left: 0 };
    const side = line.flow === 'OUT' ? 'left' : 'entered';
    gate[side] += line.delta ?? 0;
    sums[side] += line.delta ?? 0;
    byGate.set(line.gateId, gate);
    sums.inside += FIGURE_RULES.inside.worth(line);
    if (FIGURE_RULES.admitted.holds(line)) sums.admitted += FIGURE_RULES.admitted.worth(line);
  }
  return {
    ...sums,
    byGate,
    last: lines.slice(Math.max(0, count - LAST), count).reverse(),
    open: incidents.filter(
      ({ openedAt, resolvedAt }) =>
        Date.parse(openedAt) <= until && (resolvedAt === null || Date.parse(resolvedAt) > until),
    ),
  };
}

/** When most people were inside, the first time; null when nobody ever was. */
export function peakOf({ lines }: Pick<Night, 'lines'>): { readonly at: number; readonly inside: number } | null {
  let inside = 0;
  let peak: { at: number; inside: number } | null = null;
  const counted = lines.filter(FIGURE_RULES.inside.holds);
  counted.forEach((line, i) => {
    inside += FIGURE_RULES.inside.worth(line);
    // What happened at one instant is one change.
    const isLast = counted[i + 1]?.at !== line.at;
    if (isLast && inside > (peak?.inside ?? 0)) peak = { at: line.at, inside };
  });
  return peak;
}

/** How many people were inside at each of `count` instants, evenly from `from` to `to`; below 0 where more left than had come. */
export function curveOf({ lines }: Pick<Night, 'lines'>, from: number, to: number, count: number): number[] {
  const curve: number[] = [];
  let [inside, next] = [0, 0];
  for (let i = 0; i < count; i++) {
    const at = from + ((to - from) * i) / (count - 1);
    for (let line = lines[next]; line && line.at <= at; line = lines[next]) {
      if (line.state === 'COUNTED') inside += FIGURE_RULES.inside.worth(line);
      next += 1;
    }
    curve.push(inside);
  }
  return curve;
}

const MINUTE = 60_000;

/** The part of the business day in which something happened, in whole minutes; null when nothing did. */
export function spanOf({ lines, incidents, start, end }: Night): { readonly from: number; readonly to: number } | null {
  const times = [...lines.map(({ at }) => at), ...incidents.map(({ openedAt }) => Date.parse(openedAt))].filter(
    (at) => at >= start && at < end,
  );
  if (times.length === 0) return null;
  const first = times.reduce((least, at) => Math.min(least, at));
  const last = times.reduce((most, at) => Math.max(most, at));
  const from = Math.floor(first / MINUTE) * MINUTE;
  return { from, to: Math.max(Math.ceil((last + 1) / MINUTE) * MINUTE, from + MINUTE) };
}
