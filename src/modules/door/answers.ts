import * as z from 'zod/mini';
import { Gate } from '@/modules/gates/wire';
import { Instant, OpenStatus } from '@/modules/reservations/wire';
import { parseCursor } from '@/realtime/protocol/cursor';
import { packedLength } from './wire';

const Column = <T extends z.ZodMiniType>(value: T) => z.array(value);
const Base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

/** The columns that have one value for each reservation of the night, in the order of its list. */
const COLUMNS = {
  /** By the code the row is found in the night's list: ids of reservations would double the size. */
  code: Column(z.string()),
  shortName: Column(z.string()),
  guestCount: Column(z.int()),
  scanCount: Column(z.int()),
  /** Seconds since 1970. */
  at: Column(z.int()),
  status: Column(OpenStatus),
  /** 1 for a row that the end of its night, or a correction of it, has closed. */
  closed: Column(z.int()),
  table: Column(z.nullable(z.string())),
  /** The tags of the party. */
  flags: Column(z.nullable(z.array(z.string()))),
  /** The sequence of the event that last changed the row. */
  version: Column(z.int()),
  /** The generation of the row's pass; 0 for a row without one. */
  generation: Column(z.int()),
};

/** The column of each name has as many values as the column of codes. */
function isEven(manifest: { readonly code: readonly string[]; readonly passes: string } & object): boolean {
  const columns = Object.keys(COLUMNS).map((name) => manifest[name as keyof typeof manifest] as readonly unknown[]);
  return [...columns, { length: packedLength(manifest.passes) }].every(({ length }) => length === manifest.code.length);
}

/**
 * GET /api/puerta/manifiesto: all that a phone at the door needs to judge the passes of one night without a network. It holds no
 * contact data, no notes, no whole names and no other night.
 */
export const DoorManifest = z
  .object({
    v: z.literal(1),
    /** The business day, YYYY-MM-DD, and the instants at which it begins and ends. */
    night: z.string(),
    validFrom: Instant,
    validUntil: Instant,
    /** The position of the venue's log at which the rows were read, `{epoch}:{seq}`. */
    cursor: z.string().check(z.refine((text) => parseCursor(text) !== null, 'not a cursor')),
    serverTime: Instant,
    /** The keys that sign the venue's passes, retired ones too: Ed25519, raw, base64url. */
    keys: z.array(z.object({ id: z.string(), publicKey: z.string() })),
    policy: z.enum(['ALLOW', 'WARN', 'BLOCK']),
    /** How many people the venue holds in a night; null where nobody has said it. */
    capacity: z.nullable(z.int()),
    /** What happens to people beyond it. */
    occupancyPolicy: z._default(z.enum(['ALLOW', 'WARN', 'BLOCK']), 'WARN'),
    /** The venue's own names for people without a reservation. */
    categories: z._default(z.array(z.string()), []),
    /** The gates that a device may choose. */
    gates: z.array(Gate),
    /** How many people are inside, by the ledger. */
    occupancy: z.int(),
    /** The id of each row's pass, 16 bytes each, zeros for a row without one. */
    passes: Base64,
    /** The ids of the night's passes that open nothing: replaced ones, and those of deleted reservations. */
    revoked: Base64,
    /**
     * By the code of their party: the persons, by number, who were counted by a pass of their own. The passes themselves are
     * those of the party, with a number. Absent in a night that the version before has kept.
     */
    persons: z.optional(z.record(z.string(), z.array(z.int()))),
    ...COLUMNS,
  })
  .check(z.refine(isEven, 'columns of different lengths'));
export type DoorManifest = z.infer<typeof DoorManifest>;
