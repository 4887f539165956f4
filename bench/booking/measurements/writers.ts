import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { createRow } from '@/modules/floor/create-row';
import { SERVICE, TABLE } from '@/modules/floor/nouns';
import { createReservation } from '@/modules/reservations/create-reservation';
import { findSlots } from '@/modules/reservations/find-slots';
import { CreateReservationInput } from '@/modules/reservations/schema';
import { CreateServiceInput } from '@/modules/services/schema';
import { CreateTableInput } from '@/modules/tables/schema';
import { type OpenDatabase, openDatabase } from '@/platform/db/client';
import { migrate } from '@/platform/db/migrate';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { ensurePostgres } from '../../../scripts/lib/postgres.mjs';
import { makeVenue } from '../../../tests/support/fixtures';
import { createPostgresDatabase } from '../../../tests/support/postgres-database';
import type { Measurement } from '../place';

const WRITERS = 16;
const TABLES = 60;
const DAY = '2026-11-21';
const NOW = new Date('2026-11-21T12:00:00Z');

/** Sixteen people book one night of one venue at once, each whatever is offered to them, until nothing is. */
export const writers: Measurement = {
  name: 'writers',
  async run(rounds) {
    const found = [];
    for (let i = 0; i < rounds; i++) found.push(await onPostgres(bookAll));
    return [
      {
        what: `Bookings per second of ${WRITERS} writers in one night, PostgreSQL`,
        unit: '/s',
        values: found.map(({ rate }) => rate),
      },
      { what: 'Bookings that were made', unit: 'bookings', values: found.map(({ made }) => made) },
      {
        what: 'Choices that another writer had taken first, and was told so',
        unit: 'bookings',
        values: found.map(({ taken }) => taken),
      },
      {
        what: 'Two parties at one table at once',
        unit: 'bookings',
        goal: 0,
        values: found.map(({ double }) => double),
      },
    ];
  },
};

async function onPostgres<T>(work: () => Promise<T>): Promise<T> {
  const postgres = await ensurePostgres();
  const own = await createPostgresDatabase(postgres.url);
  const folder = await mkdtemp(join(tmpdir(), 'aforo-bench-'));
  Object.assign(process.env, {
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'silent', AFORO_SECRET: randomBytes(32).toString('hex') },
    ...{ DATA_DIR: folder, DATABASE_URL: own.url },
  });
  const database: OpenDatabase = openDatabase({ DATABASE_URL: own.url, DATA_DIR: folder, DATABASE_POOL_SIZE: WRITERS });
  Reflect.set(globalThis, Symbol.for('aforo.database'), database);
  try {
    await migrate(database, own.url);
    return await work();
  } finally {
    await database.close();
    await own.drop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function bookAll() {
  const venue = await makeVenue({ timeZone: 'America/Guayaquil' });
  const owner = venue.as('OWNER', { now: NOW });
  await makeFloor(owner);
  let [made, taken] = [0, 0];
  const started = performance.now();
  const write = async (writer: number) => {
    const ctx = venue.as('HOST', { now: NOW });
    for (let party = 1 + (writer % 4); ; ) {
      const { slots } = await findSlots(ctx, { day: DAY, party, channel: 'IN_HOUSE' });
      const slot = slots[Math.floor(Math.random() * slots.length)];
      const option = slot?.options[Math.floor(Math.random() * slot.options.length)];
      if (!slot || !option) {
        if (party === 1) return;
        party = 1;
        continue;
      }
      const input = CreateReservationInput.parse({
        ...{ customerName: `Grupo ${randomUUID()}`, guestCount: party, reservedAt: slot.at, tableIds: option.tableIds },
      });
      try {
        await createReservation(ctx, input);
        made += 1;
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'TABLE_TAKEN') throw error;
        taken += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, i) => write(i)));
  const seconds = (performance.now() - started) / 1_000;
  return { made, taken, rate: Math.round(made / seconds), double: await countDouble() };
}

async function makeFloor(ctx: Context): Promise<void> {
  for (let i = 0; i < TABLES; i++)
    await createRow(ctx, TABLE, CreateTableInput.parse({ name: `${i}`, maxSeats: 2 + (i % 3) * 2 }));
  await createRow(
    ctx,
    SERVICE,
    CreateServiceInput.parse({
      name: 'Cena',
      opensAt: '18:00',
      lastSeatingAt: '23:00',
      closesAt: '02:00',
      stepMinutes: 30,
    }),
  );
}

async function countDouble(): Promise<number> {
  const { rows } = (await db().execute(sql`
    select count(*)::int as double from stay one join stay other on one.business_id = other.business_id and one.table_id = other.table_id
      and one.reservation_id < other.reservation_id and one.starts_at < other.ends_at and other.starts_at < one.ends_at`)) as unknown as {
    rows: { double: number }[];
  };
  return rows[0]?.double ?? -1;
}
