import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { recordClick } from '@/modules/attendance/record-click';
import { ClickInput } from '@/modules/attendance/schema';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeVenue } from '../../../tests/support/fixtures';
import { createGate } from './create-gate';
import { deleteGate } from './delete-gate';
import { listGates } from './reads';
import { CreateGateInput } from './schema';
import { updateGate } from './update-gate';

const named = (name: string) => CreateGateInput.parse({ name });

describeDatabases('gates', () => {
  it('have names of their own, and tell of each change', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    const owner = venue.as('OWNER');
    const { gate } = await createGate(owner, named('Principal'));
    expect(gate).toEqual({ id: gate.id, name: 'Principal', direction: 'BOTH', active: true, version: 1 });
    expect(await failureOf(createGate(owner, named('PRINCIPAL')))).toBe('GATE_NAME_TAKEN');
    const back = (await createGate(owner, { name: 'Atrás', direction: 'OUT' })).gate;
    await createGate(other.as('OWNER'), named('Principal'));
    expect(await failureOf(updateGate(owner, { id: back.id, name: 'principal' }))).toBe('GATE_NAME_TAKEN');
    const stale = venue.as('OWNER', { ifMatch: 9 });
    expect(await failureOf(updateGate(stale, { id: gate.id, name: 'Calle' }))).toBe('VERSION_CONFLICT');
    expect(await failureOf(updateGate(other.as('OWNER'), { id: gate.id, name: 'Calle' }))).toBe('NOT_FOUND');
    const renamed = await updateGate(owner, { id: gate.id, name: 'Calle', direction: 'IN' });
    expect(renamed.gate).toEqual({ ...gate, name: 'Calle', direction: 'IN', version: 3 });
    expect(await updateGate(owner, { id: gate.id, name: 'Calle' })).toEqual(renamed);
    expect((await listGates(venue.as('DOOR'))).gates).toEqual([back, renamed.gate]);
    const events = await db().select().from(venueEvent).where(eq(venueEvent.businessId, venue.venue.id));
    expect(events.map(({ payload }) => JSON.parse(payload))).toMatchObject([
      { type: 'gate-changed', id: gate.id, row: gate },
      { type: 'gate-changed', id: back.id, row: back },
      { type: 'gate-changed', id: gate.id, row: renamed.gate },
    ]);
    const audits = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.action, 'gate.updated')));
    expect(audits).toMatchObject([
      { before: { name: 'Principal', direction: 'BOTH' }, after: { name: 'Calle', direction: 'IN' } },
    ]);
  });

  it('go away while they have counted nobody, and stay out of use after that', async () => {
    const venue = await makeVenue();
    const owner = venue.as('OWNER');
    const [used, unused] = [(await createGate(owner, named('A'))).gate, (await createGate(owner, named('B'))).gate];
    const input = ClickInput.parse({ delta: 1, nonce: 'nonce-0001', gateId: used.id });
    await recordClick(venue.as('DOOR'), input);
    expect(await deleteGate(owner, { id: unused.id })).toMatchObject({ gate: null });
    expect(await deleteGate(owner, { id: used.id })).toMatchObject({ gate: { id: used.id, active: false } });
    expect((await listGates(owner)).gates).toMatchObject([{ id: used.id, active: false }]);
    expect(await failureOf(deleteGate(owner, { id: unused.id }))).toBe('NOT_FOUND');
  });
});
