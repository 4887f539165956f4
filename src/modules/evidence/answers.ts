import * as z from 'zod/mini';
import { Incident } from '@/modules/custody/wire';
import { Instant } from '@/modules/reservations/wire';

/** COUNTED: in the ledger. HELD: delivered by a phone, and not counted. REFUSED: not let in. */
export const LINE_STATES = ['COUNTED', 'HELD', 'REFUSED'] as const;

const Column = <T extends z.ZodMiniType>(value: T) => z.array(value);
const Text = z.nullable(z.string());
/** The position of a value in one of the lists of its page; null where the line has none. */
const Place = z.nullable(z.int());

/** The columns of a night's lines: one value for each line. */
const COLUMNS = {
  state: Column(z.enum(LINE_STATES)),
  /** The number of its event in the venue's log, as in the export; null for what is not counted. */
  seq: Column(z.nullable(z.int())),
  /** Of lines that a phone delivered: by it incidents name them. */
  nonce: Column(Text),
  /** When it happened, by the server's clock, and how much later the server had it: milliseconds, the first since 1970. */
  at: Column(z.int()),
  delay: Column(z.int()),
  flow: Column(Text),
  kind: Column(Text),
  /** What an UNDO takes back; the same as `kind` for every other line. */
  of: Column(Text),
  /** Signed people, on the side that `flow` names; null for what cannot be read. */
  delta: Column(z.nullable(z.int())),
  method: Column(Text),
  /** 1 for people of a party that came without a booking. */
  walkIn: Column(z.int()),
  gate: Column(Place),
  /** Who counted; of what is held, who delivered it. */
  by: Column(Place),
  deliveredBy: Column(Place),
  device: Column(Place),
  party: Column(Place),
  /** On what a phone let them in. */
  basis: Column(Text),
  category: Column(Text),
  /** Why it was let in, held or refused. */
  reason: Column(Text),
  /** 1 for what the rules would have refused. */
  forced: Column(z.int()),
  /** 1 for what another entry has taken back. */
  undone: Column(z.int()),
};
const Lines = z
  .object(COLUMNS)
  .check(
    z.refine(
      (lines) => Object.values(lines).every((column) => column.length === lines.state.length),
      'columns of different lengths',
    ),
  );

const Named = z.object({ id: z.string(), name: z.string() });

/** An incident with the nonces of its entries. */
export const EvidenceIncident = z.extend(Incident, { nonces: z.array(z.string()) });
export type EvidenceIncident = z.infer<typeof EvidenceIncident>;

/**
 * GET /api/evidencia: a part of what the figures of a night are made of. The lines stand in columns: a night of thousands
 * weighs a fifth of what it would as objects.
 */
export const EvidencePage = z.object({
  /** The business day, YYYY-MM-DD, and the instants at which it begins and ends. */
  day: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  readAt: Instant,
  /** Whether refused scans of that night are still kept. */
  refusalsKept: z.boolean(),
  /** The gates of the venue, and what the lines of this page name. */
  gates: z.array(Named),
  people: z.array(z.extend(Named, { kind: z.enum(['person', 'key', 'device']) })),
  devices: z.array(z.string()),
  /** `name` as the reader may see it. */
  parties: z.array(z.extend(Named, { code: z.string() })),
  lines: Lines,
  incidents: z.array(EvidenceIncident),
  /** What `after` is for the next part; null at the end. */
  next: z.nullable(z.string()),
  cursor: z.string(),
});
export type EvidencePage = z.infer<typeof EvidencePage>;
