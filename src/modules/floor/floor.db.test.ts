import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { createReservation } from '@/modules/reservations/create-reservation';
import { getReservation } from '@/modules/reservations/reads';
import { listServices } from '@/modules/services/reads';
import { listBlocks, listCombinations, listTables, listZones } from '@/modules/tables/reads';
import { CreateCombinationInput, CreateTableInput, CreateZoneInput } from '@/modules/tables/schema';
import { stay } from '@/modules/tables/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, failureOf, makeVenue } from '../../../tests/support/fixtures';
import { StrandedList } from './answers';
import { changeLabel } from './change-label';
import { createRow } from './create-row';
import { deleteRow } from './delete-row';
import { BLOCK, COMBINATION, SERVICE, TABLE, ZONE } from './nouns';
import { makeTonight, type Tonight } from './tonight.fixture';
import { updateRow } from './update-row';

const EARLY = new Date('2026-11-21T15:00:00Z');
const WANTED = { preview: false, confirm: false };
const owner = (venue: Pick<Tonight, 'as'>) => venue.as('OWNER', { now: EARLY });

async function book(venue: Tonight, place: number, guestCount = 2) {
  const tableIds = [venue.tables[place]?.id];
  const input = bookingInput({ reservedAt: '2026-11-21T20:00:00-05:00', guestCount, tableIds, customerPhone: null });
  return (await createReservation(owner(venue), input)).reservation;
}

describeDatabases('the plan of a venue', () => {
  it('has rows with names of their own, each change of which is told once', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const ctx = owner(venue);
    const { row: zone } = await createRow(ctx, ZONE, CreateZoneInput.parse({ name: 'Terraza' }));
    expect(zone).toEqual({ id: zone.id, name: 'Terraza', place: 0, active: true, version: 1 });
    expect(await failureOf(createRow(ctx, ZONE, CreateZoneInput.parse({ name: 'TERRAZA' })))).toBe('NAME_TAKEN');
    await createRow(owner(other), ZONE, CreateZoneInput.parse({ name: 'Terraza' }));
    const plan = { shape: 'ROUND' as const, x: 3, y: 4, width: 10, height: 10, turn: 0 };
    const { row: table } = await createRow(
      ctx,
      TABLE,
      CreateTableInput.parse({ name: '7', zoneId: zone.id, maxSeats: 4, plan }),
    );
    expect((await listTables(ctx)).tables).toEqual([{ ...table, version: 2, plan, minSeats: 1 }]);
    const changed = await updateRow(ctx, TABLE, { ...WANTED, id: table.id, name: '8', plan: { ...plan, x: 9 } });
    expect(changed.row).toMatchObject({ name: '8', plan: { x: 9 }, version: 3 });
    expect((await updateRow(ctx, TABLE, { ...WANTED, id: table.id, name: '8' })).row).toEqual(changed.row);
    for (const [fields, code] of [
      [{ zoneId: 'none' }, 'VALIDATION'],
      [{ minSeats: 5 }, 'VALIDATION'],
    ] as const)
      expect(await failureOf(updateRow(ctx, TABLE, { ...WANTED, id: table.id, ...fields }))).toBe(code);
    expect(await failureOf(updateRow(owner(other), TABLE, { ...WANTED, id: table.id, name: '9' }))).toBe('NOT_FOUND');
    const stale = venue.as('OWNER', { now: EARLY, ifMatch: 9 });
    expect(await failureOf(updateRow(stale, TABLE, { ...WANTED, id: table.id, name: '9' }))).toBe('VERSION_CONFLICT');
    const lone = CreateCombinationInput.parse({ tableIds: [table.id, 'none'], minSeats: 5, maxSeats: 8 });
    expect(await failureOf(createRow(ctx, COMBINATION, lone))).toBe('VALIDATION');
    const events = await db().select().from(venueEvent).where(eq(venueEvent.businessId, venue.venue.id));
    expect(events.map(({ payload }) => JSON.parse(payload))).toMatchObject([
      { type: 'zone-changed', id: zone.id, row: zone },
      { type: 'dining-table-changed', id: table.id, row: { name: '7', version: 2 } },
      { type: 'dining-table-changed', id: table.id, row: { ...changed.row } },
    ]);
    const isUpdate = and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.action, 'dining-table.updated'));
    const audits = await db().select().from(auditEntry).where(isUpdate);
    expect(audits).toMatchObject([{ before: { name: '7' }, after: { name: '8' } }]);
  });

  it('names the bookings that a change strands, and is changed only by who has seen them', async () => {
    const venue = await makeTonight([2, 4]);
    const ctx = owner(venue);
    const [mine, id] = [await book(venue, 1, 4), venue.tables[1]?.id ?? ''];
    const named = [expect.objectContaining({ id: mine.id, code: mine.code, tableName: 'Mesa 2' })];
    const shrink = { id, maxSeats: 3 };
    expect(await updateRow(ctx, TABLE, { ...shrink, preview: true, confirm: false })).toMatchObject({
      stranded: named,
      row: { maxSeats: 3 },
    });
    expect((await listTables(ctx)).tables[1]).toMatchObject({ maxSeats: 4 });
    expect(await failureOf(updateRow(ctx, TABLE, { ...shrink, ...WANTED }))).toBe('BOOKINGS_STRANDED');
    expect(await failureOf(deleteRow(ctx, TABLE, { id, ...WANTED }))).toBe('BOOKINGS_STRANDED');
    const closed = { id: venue.service.id, lastSeatingAt: '19:30' };
    expect(await failureOf(updateRow(ctx, SERVICE, { ...closed, ...WANTED }))).toBe('BOOKINGS_STRANDED');
    const day = { exceptions: [{ day: '2026-11-21', hours: null }] };
    expect(
      (await updateRow(ctx, SERVICE, { id: venue.service.id, ...day, preview: true, confirm: false })).stranded,
    ).toEqual(named);
    // What was so before strands nobody.
    expect((await updateRow(ctx, TABLE, { ...shrink, preview: false, confirm: true })).stranded).toEqual(named);
    expect((await updateRow(ctx, TABLE, { id, ...WANTED, priority: 3 })).stranded).toEqual([]);
    const span = { startsAt: new Date('2026-11-22T00:30:00Z'), endsAt: new Date('2026-11-22T03:00:00Z') };
    const block = {
      tableId: null,
      zoneId: null,
      serviceId: null,
      mode: 'NO_OVERLAP' as const,
      reason: 'boda',
      ...span,
    };
    expect(await failureOf(createRow(ctx, BLOCK, block, WANTED))).toBe('BOOKINGS_STRANDED');
    await createRow(ctx, BLOCK, { ...block, tableId: venue.tables[0]?.id ?? '' }, WANTED);
    expect((await listBlocks(ctx)).blocks).toMatchObject([{ reason: 'boda', tableId: venue.tables[0]?.id }]);
    expect((await listBlocks(venue.as('DOOR', { now: EARLY }))).blocks).toMatchObject([{ reason: null }]);
  });

  it('has blocks that are changed, which strands only whom they did not strand before', async () => {
    const venue = await makeTonight([2, 4]);
    const ctx = owner(venue);
    const mine = await book(venue, 1, 4);
    const early = { startsAt: new Date('2026-11-22T00:00:00Z'), endsAt: new Date('2026-11-22T00:30:00Z') };
    const target = { tableId: venue.tables[1]?.id ?? '', zoneId: null, serviceId: null };
    const fields = { ...target, ...early, mode: 'NO_OVERLAP' as const, reason: null };
    const { row: made } = await createRow(ctx, BLOCK, fields, WANTED);
    const { id } = made;
    const longer = { id, endsAt: new Date('2026-11-22T02:00:00Z') };
    const named = [expect.objectContaining({ id: mine.id })];
    const asked = await updateRow(ctx, BLOCK, { ...longer, preview: true, confirm: false });
    expect(asked).toEqual({ row: { ...made, endsAt: longer.endsAt.toISOString() }, stranded: named });
    expect(await failureOf(updateRow(ctx, BLOCK, { ...longer, ...WANTED }))).toBe('BOOKINGS_STRANDED');
    expect((await listBlocks(ctx)).blocks, 'nothing is written unasked').toEqual([made]);
    expect((await updateRow(ctx, BLOCK, { ...longer, preview: false, confirm: true })).stranded).toEqual(named);
    const reasoned = await updateRow(ctx, BLOCK, { id, ...WANTED, reason: 'boda' });
    expect(reasoned, "who was stranded before is nobody's news").toMatchObject({
      stranded: [],
      row: { reason: 'boda' },
    });
    const { row: moved } = await updateRow(ctx, BLOCK, { id, ...WANTED, tableId: venue.tables[0]?.id ?? '' });
    expect((await listBlocks(ctx)).blocks).toEqual([moved]);
    expect((await updateRow(ctx, BLOCK, { id, ...WANTED, reason: 'boda' })).row, 'nothing differs').toEqual(moved);
    for (const wrong of [{ endsAt: early.startsAt }, { serviceId: venue.service.id }, { tableId: 'none' }])
      expect(await failureOf(updateRow(ctx, BLOCK, { id, ...WANTED, ...wrong }))).toBe('VALIDATION');
    const stale = venue.as('OWNER', { now: EARLY, ifMatch: made.version });
    expect(await failureOf(updateRow(stale, BLOCK, { id, ...WANTED, reason: null }))).toBe('VERSION_CONFLICT');
    const other = owner(await makeVenue());
    expect(await failureOf(updateRow(other, BLOCK, { id, ...WANTED, reason: null }))).toBe('NOT_FOUND');
    const events = await db().select().from(venueEvent).where(eq(venueEvent.businessId, venue.venue.id));
    const told = events.map(({ payload }) => JSON.parse(payload)).filter(({ type }) => type === 'block-changed');
    expect(told.map(({ row }) => row)).toMatchObject([
      made,
      { endsAt: longer.endsAt.toISOString() },
      { reason: 'boda' },
      moved,
    ]);
    const isUpdate = and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.action, 'block.updated'));
    const [first] = await db().select().from(auditEntry).where(isUpdate);
    expect(first).toMatchObject({
      before: { endsAt: early.endsAt.toISOString() },
      after: { endsAt: longer.endsAt.toISOString() },
    });
  });

  it('takes with a table what stands on it, and its bookings keep its name', async () => {
    const venue = await makeTonight([2, 2], [[0, 1]]);
    const ctx = owner(venue);
    const [table] = venue.tables;
    const { row: zone } = await createRow(ctx, ZONE, CreateZoneInput.parse({ name: 'Sala' }));
    const id = table?.id ?? '';
    await updateRow(ctx, TABLE, { id, zoneId: zone.id, ...WANTED });
    const mine = await book(venue, 0);
    await updateRow(ctx, TABLE, { id, name: 'Ventana', ...WANTED }, changeLabel);
    expect((await getReservation(ctx, { id: mine.id })).reservation).toMatchObject({
      tableName: 'Ventana',
      tableIds: [id],
    });
    expect(await failureOf(updateRow(ctx, ZONE, { id: zone.id, active: false, ...WANTED }))).toBe('BOOKINGS_STRANDED');
    await deleteRow(ctx, ZONE, { id: zone.id, ...WANTED });
    expect([(await listZones(ctx)).zones, (await listTables(ctx)).tables.map(({ zoneId }) => zoneId)]).toEqual([
      [],
      [null, null],
    ]);
    expect(await deleteRow(ctx, TABLE, { id, preview: true, confirm: false })).toMatchObject({
      seq: null,
      stranded: [{ id: mine.id }],
    });
    const { stranded } = await deleteRow(ctx, TABLE, { id, preview: true, confirm: false });
    expect(StrandedList.parse(stranded), 'no field that the answer does not declare').toEqual(stranded);
    await deleteRow(ctx, TABLE, { id, preview: false, confirm: true });
    expect((await getReservation(ctx, { id: mine.id })).reservation).toMatchObject({
      tableName: 'Ventana',
      tableIds: null,
    });
    expect([(await listCombinations(ctx)).combinations, (await listTables(ctx)).tables.length]).toEqual([[], 1]);
    expect(await db().select().from(stay).where(eq(stay.businessId, venue.venue.id))).toEqual([]);
    await deleteRow(ctx, SERVICE, { id: venue.service.id, ...WANTED });
    expect((await listServices(ctx)).services).toEqual([]);
  });
});
