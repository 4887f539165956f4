import type { EvidenceIncident, LINE_STATES } from './answers';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Person extends Named {
  readonly kind: 'person' | 'key' | 'device';
}

export interface Party extends Named {
  readonly code: string;
}

/** One row behind the figures of a night: an entry of the ledger, what is held, or what was refused. */
export interface Line {
  readonly state: (typeof LINE_STATES)[number];
  readonly seq: number | null;
  readonly nonce: string | null;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  readonly receivedAt: number;
  readonly flow: string | null;
  readonly kind: string | null;
  /** What an UNDO takes back; the same as `kind` for every other line. */
  readonly of: string | null;
  /** Signed people, on the side that `flow` names. */
  readonly delta: number | null;
  readonly method: string | null;
  readonly walkIn: boolean;
  readonly gateId: string | null;
  readonly by: Person | null;
  readonly deliveredBy: Person | null;
  readonly deviceId: string | null;
  readonly party: Party | null;
  readonly basis: string | null;
  readonly category: string | null;
  readonly reason: string | null;
  readonly forced: boolean;
  readonly undone: boolean;
}

/** All that the figures of a night are made of. */
export interface Night {
  readonly day: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly readAt: number;
  readonly refusalsKept: boolean;
  readonly gates: readonly Named[];
  /** In the order in which they happened. */
  readonly lines: readonly Line[];
  /** In the order in which they were opened. */
  readonly incidents: readonly EvidenceIncident[];
}

export const FIGURES = [
  ...(['inside', 'admitted', 'parties', 'walkIns', 'clicker', 'entered', 'exits', 'reentries'] as const),
  ...(['undone', 'refused', 'held'] as const),
] as const;
export type Figure = (typeof FIGURES)[number];

/** What a figure counts. */
export interface FigureRule {
  /** `people`: the sum of `worth`; `lines`: how many lines; `parties`: the parties of which the sum is more than 0. */
  readonly unit: 'people' | 'lines' | 'parties';
  readonly holds: (line: Line) => boolean;
  readonly worth: (line: Line) => number;
}

const isCounted = ({ state }: Line) => state === 'COUNTED';
const isIn = (line: Line) => isCounted(line) && line.flow === 'IN';
const isArrival = (line: Line) => isIn(line) && line.of === 'FIRST';
const people = ({ delta }: Line) => delta ?? 0;
const one = () => 1;

/** The one definition of each figure: what is shown as a number and the lines behind it both come from it. */
export const FIGURE_RULES: Readonly<Record<Figure, FigureRule>> = {
  inside: { unit: 'people', holds: isCounted, worth: (line) => (line.flow === 'OUT' ? -people(line) : people(line)) },
  admitted: { unit: 'people', holds: isArrival, worth: people },
  parties: { unit: 'parties', holds: isArrival, worth: people },
  walkIns: { unit: 'people', holds: (line) => isArrival(line) && line.walkIn, worth: people },
  clicker: {
    unit: 'people',
    holds: (line) => isIn(line) && (line.of === 'WALK_IN' || line.of === 'CLICK'),
    worth: people,
  },
  entered: { unit: 'people', holds: isIn, worth: people },
  exits: { unit: 'people', holds: (line) => isCounted(line) && line.flow === 'OUT', worth: people },
  reentries: { unit: 'people', holds: (line) => isIn(line) && line.of === 'REENTRY', worth: people },
  undone: { unit: 'lines', holds: (line) => isCounted(line) && line.kind === 'UNDO', worth: one },
  refused: { unit: 'lines', holds: ({ state }) => state === 'REFUSED', worth: one },
  held: { unit: 'lines', holds: ({ state }) => state === 'HELD', worth: one },
};

/** The value of a filter for what has no gate, or no account. */
export const NONE = 'none';

/** Which lines are asked for; without a field, all of them. */
export interface EvidenceFilter {
  readonly figure?: Figure | undefined;
  /** The id of a gate, or NONE. */
  readonly gate?: string | undefined;
  /** The account of whoever counted, or NONE. */
  readonly by?: string | undefined;
  /** The id of a reservation. */
  readonly party?: string | undefined;
  /** The id of an incident. */
  readonly incident?: string | undefined;
}

const isOne = (wanted: string | undefined, id: string | null) => wanted === undefined || (id ?? NONE) === wanted;

/** The lines that a filter lets through, in the order in which they happened. */
export function selectLines({ lines, incidents }: Pick<Night, 'lines' | 'incidents'>, filter: EvidenceFilter): Line[] {
  const { figure, gate, by, party, incident } = filter;
  const nonces = incident === undefined ? null : new Set(incidents.find(({ id }) => id === incident)?.nonces);
  return lines.filter(
    (line) =>
      (figure === undefined || FIGURE_RULES[figure].holds(line)) &&
      isOne(gate, line.gateId) &&
      isOne(by, line.by?.id ?? null) &&
      (party === undefined || line.party?.id === party) &&
      (nonces === null || (line.nonce !== null && nonces.has(line.nonce))),
  );
}

/** What lines add up to as a figure; without one, how many they are. */
export function sumOf(lines: readonly Line[], figure: Figure | undefined): number {
  if (figure === undefined) return lines.length;
  const { unit, worth } = FIGURE_RULES[figure];
  if (unit !== 'parties') return lines.reduce((sum, line) => sum + worth(line), 0);
  const parties = new Map<string, number>();
  for (const line of lines) {
    if (line.party) parties.set(line.party.id, (parties.get(line.party.id) ?? 0) + worth(line));
  }
  return [...parties.values()].filter((sum) => sum > 0).length;
}

/** A figure of a night, of one gate or of one account where the filter names it. */
export function figureOf(
  night: Pick<Night, 'lines' | 'incidents'>,
  figure: Figure,
  filter: EvidenceFilter = {},
): number {
  return sumOf(selectLines(night, { ...filter, figure }), figure);
}
