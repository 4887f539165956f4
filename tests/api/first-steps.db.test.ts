import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { membership } from '@/modules/access/tables';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { createInvitation } from '@/modules/members/create-invitation';
import { deleteInvitation } from '@/modules/members/delete-invitation';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { needsGuide } from '@/modules/setup/read-first-steps';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { firstSteps } from '@/server/api/first-steps';
import { describeDatabases } from '../support/databases';
import { makeReservation, makeVenue, type TestVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';

describeDatabases('the first steps of a venue', () => {
  let made: TestVenue;
  let userId: string;
  let cookie: string;

  beforeAll(async () => {
    userId = await makeUser('duena@pasos.test');
    cookie = await cookieOf('duena@pasos.test');
  }, 60_000);
  beforeEach(async () => {
    await db().delete(rateLimit);
    made = await makeVenue();
    // As after /setup: the owner alone.
    await db().delete(membership).where(eq(membership.businessId, made.venue.id));
    await db().insert(membership).values({ businessId: made.venue.id, userId, role: 'OWNER' });
  });

  const owner = () => made.as('OWNER', { userId, now: new Date() });
  const book = () => makeReservation(made, { reservedAt: new Date().toISOString() });
  const read = async () => {
    const { body } = await call(firstSteps.GET, `/api/primeros-pasos?businessId=${made.venue.id}`, { cookie });
    const { cursor, ...steps } = body;
    expect(cursor).toMatch(/^.+:\d+$/);
    return steps;
  };
  const hide = (hidden: boolean) =>
    call(firstSteps.PUT, '/api/primeros-pasos', {
      ...{ method: 'PUT', cookie, body: { businessId: made.venue.id, hidden } },
    });

  it('follow what is there, in any order, and nothing else', async () => {
    const nothing = { invited: false, booked: false, counted: false, hidden: false };
    // Another venue's rows do nothing for this one.
    await makeReservation(await makeVenue());
    expect(await read()).toEqual(nothing);
    expect(await needsGuide(owner())).toBe(true);

    const booked = await book();
    expect(await read()).toEqual({ ...nothing, booked: true });
    await countAttendance(owner(), { id: booked.id, delta: 1, nonce: `nonce-${booked.id}` });
    expect(await read()).toEqual({ ...nothing, booked: true, counted: true });
    expect(await needsGuide(owner())).toBe(true);

    const { id } = await createInvitation(owner(), { role: 'HOST', email: undefined });
    expect(await read()).toEqual({ ...nothing, invited: true, booked: true, counted: true });
    expect(await needsGuide(owner())).toBe(false);
    await deleteInvitation(owner(), { id });
    expect(await read()).toMatchObject({ invited: false });
    const host = await makeUser(`recibe-${made.venue.id}@pasos.test`, { businessId: made.venue.id, role: 'HOST' });
    expect(await read()).toMatchObject({ invited: true });
    expect(await needsGuide({ ...owner(), userId: host, role: 'HOST' }), 'a host is not led').toBe(false);
  });

  it('count no invitation that has expired and no reservation that was deleted', async () => {
    const { now } = owner();
    await createInvitation(made.as('OWNER', { userId, now: new Date(now.getTime() - 8 * 86_400_000) }), {
      ...{ role: 'HOST', email: undefined },
    });
    const gone = await book();
    await deleteReservation(owner(), { id: gone.id });
    expect(await read()).toMatchObject({ invited: false, booked: false });
  });

  it('are put away by one person for themselves, and come back, without a trace in log or settings', async () => {
    const [before] = await db().select().from(business).where(eq(business.id, made.venue.id));
    const other = await makeUser(`otra-${made.venue.id}@pasos.test`, { businessId: made.venue.id, role: 'OWNER' });
    expect(await hide(true)).toMatchObject({ status: 200, body: { hidden: true } });
    expect(await read()).toMatchObject({ hidden: true });
    expect(await needsGuide(owner())).toBe(false);
    expect(await needsGuide({ ...owner(), userId: other })).toBe(true);
    await hide(false);
    expect(await needsGuide(owner())).toBe(true);
    expect(await db().select().from(business).where(eq(business.id, made.venue.id))).toEqual([before]);
    expect((await hide('yes' as unknown as boolean)).body.code).toBe('VALIDATION');
  });
});
