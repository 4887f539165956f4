import type { CurveSnapshot } from '@/modules/attendance/client/curve-list';
import { CURVE_STEP_MS } from '@/modules/attendance/rules';

/** Who was inside at the end of one quarter of an hour, or is now. */
export interface CurveStep {
  /** Where the quarter of an hour starts, in milliseconds. */
  readonly at: number;
  readonly inside: number;
  readonly admitted: number;
}

export interface Curve {
  /** From the first quarter of an hour with an entry to the current one, without a hole. */
  readonly steps: readonly CurveStep[];
  readonly peak: { readonly at: number; readonly people: number };
}

const people = (balance: number) => Math.max(0, balance);

/** The curve of a night up to `now`; null before its first entry. */
export function curveOf({ points, end }: Pick<CurveSnapshot, 'points' | 'end'>, now: number): Curve | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const to = Math.max(Date.parse(last.at), Math.min(now, Date.parse(end) - CURVE_STEP_MS));
  const byTime = new Map(points.map((point) => [Date.parse(point.at), point]));
  const steps: CurveStep[] = [];
  let { balance, admitted } = { balance: 0, admitted: 0 };
  for (let at = Date.parse(first.at); at <= to; at += CURVE_STEP_MS) {
    ({ balance, admitted } = byTime.get(at) ?? { balance, admitted });
    steps.push({ at, inside: people(balance), admitted });
  }
  const highest = points.reduce((best, point) => (point.most > best.most ? point : best), first);
  return { steps, peak: { at: Date.parse(highest.at), people: people(highest.most) } };
}
