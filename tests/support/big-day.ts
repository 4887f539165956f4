import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { businessDayOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { pick, seeded } from './random';

/** The demo's first venue. */
const VENUE = { slug: 'terraza', timeZone: 'America/Guayaquil', cutoffHour: 4 };
const FIRST = ['Lucía', 'Íñigo', 'Renata', 'Joaquín', 'Martina', 'Sebastián', 'Noelia', 'Baltasar', 'Úrsula', 'Álvaro'];
const LAST = [
  'Fernández',
  'Peñalba',
  'Cordero',
  'Villacís',
  'Benítez',
  'Toapanta',
  'Salazar',
  'Quispe',
  'Núñez',
  'Ibarra',
];
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const QUARTERS_OF_THE_NIGHT = 36;

export interface BigDayRow {
  readonly id: string;
  readonly code: string;
  readonly customerName: string;
  readonly reservedAt: string;
}

/**
 * Writes `count` reservations straight into the running business day of the demo's venue, from 18:00 on, without events: before
 * any screen reads the day. In the order of the list, which the demo's own rows of that day have left.
 */
export async function fillDay(databaseUrl: string, count: number): Promise<readonly BigDayRow[]> {
  const day = businessDayOf(new Date(), VENUE);
  const start = Date.parse(instantOnBusinessDay(day, '18:00', VENUE));
  const random = seeded(5000);
  const rows = Array.from({ length: count }, (_, index) => ({
    id: uuidOf(index),
    code: codeOf(index),
    customerName: `${pick(random, FIRST)} ${pick(random, LAST)} ${index + 1}`,
    customerPhone: `+5939${Math.floor(random() * 90_000_000 + 10_000_000)}`,
    guestCount: 1 + Math.floor(random() * 8),
    reservedAt: new Date(start + Math.floor((index * QUARTERS_OF_THE_NIGHT) / count) * 15 * 60_000).toISOString(),
    status: random() < 0.8 ? 'CONFIRMED' : 'PENDING',
    tableName: random() < 0.4 ? `Mesa ${Math.floor(random() * 90) + 1}` : null,
    notes: random() < 0.1 ? 'Cumpleaños: trae tarta' : null,
  }));
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `update reservation set deleted_at = now() where business_day = $2 and business_id = (select id from business where slug = $1)`,
      [VENUE.slug, day],
    );
    await client.query(
      `insert into reservation (business_id, id, code, customer_name, customer_phone, guest_count, reserved_at, business_day, status, table_name, notes)
       select (select id from business where slug = $1), "id", "code", "customerName", "customerPhone", "guestCount", "reservedAt", $2, "status", "tableName", "notes"
       from jsonb_to_recordset($3::jsonb) as row("id" text, "code" text, "customerName" text, "customerPhone" text, "guestCount" int, "reservedAt" timestamptz, "status" text, "tableName" text, "notes" text)`,
      [VENUE.slug, day, JSON.stringify(rows)],
    );
  } finally {
    await client.end();
  }
  return rows.toSorted((one, other) => compare(one.reservedAt, other.reservedAt) || compare(one.code, other.code));
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function uuidOf(index: number): string {
  const hex = createHash('sha256').update(`reservation ${index}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** As random as a real one: what is compressed must not be easier. */
function codeOf(index: number): string {
  const digest = createHash('sha256').update(`code ${index}`).digest();
  return Array.from(digest.subarray(0, 6), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
