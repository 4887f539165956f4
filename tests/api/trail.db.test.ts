import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { Role } from '@/modules/access/context';
import { auditEntry } from '@/modules/audit/tables';
import { trailQuery } from '@/modules/trail/reads';
import { db } from '@/platform/db/transaction';
import * as api from '@/server/api/trail';
import { describeDatabases } from '../support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue, TODAY } from '../support/fixtures';
import { call, cookieOf, HOST, makeUser } from '../support/http';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly actor: { kind: string; id: string | null; name: string | null };
  readonly action: string;
  readonly kind: string;
  readonly rowId: string;
  readonly rowName: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}
interface Page {
  readonly entries: Entry[];
  readonly next: string | null;
  readonly people: { id: string; name: string }[];
}

describeDatabases('the trail of a venue', (kind) => {
  let made: TestVenue;
  let businessId: string;
  const users = {} as Record<Role, string>;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    made = await makeVenue();
    businessId = made.venue.id;
    for (const role of ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const) {
      users[role] = await makeUser(`${role}@rastro.test`.toLowerCase(), { businessId, role });
      cookies[role] = await cookieOf(`${role}@rastro.test`.toLowerCase());
    }
  }, 60_000);

  const read = (query: Record<string, string> = {}, by: Role = 'OWNER') =>
    call(api.trail.GET, `/api/rastro?${new URLSearchParams({ businessId, ...query })}`, { cookie: cookies[by] });
  const page = async (query: Record<string, string> = {}) => (await read(query)).body as unknown as Page;
  const take = (query: Record<string, string>, by: Role = 'OWNER') =>
    call(api.trailExport.GET, `/api/rastro/exportar?${new URLSearchParams({ businessId, ...query })}`, {
      cookie: cookies[by],
    });
  const firstBytes = async (query: Record<string, string>) => {
    const url = `http://${HOST}/api/rastro/exportar?${new URLSearchParams({ businessId, ...query })}`;
    const request = new Request(url, { headers: { host: HOST, cookie: cookies.OWNER } });
    const answer = await api.trailExport.GET(request, { params: Promise.resolve({}) });
    return [...new Uint8Array(await answer.arrayBuffer()).subarray(0, 5)];
  };
  const textOf = async (query: Record<string, string>) => String((await take(query)).body.text);
  /** Entries of a kind of row that nothing else writes, the first one the oldest, a second apart. */
  const write = (count: number, fields: Partial<typeof auditEntry.$inferInsert> = {}, from = NOW) =>
    db()
      .insert(auditEntry)
      .values(
        Array.from({ length: count }, (_, i) => ({
          ...{ businessId, id: randomUUID(), userId: users.HOST, action: 'prueba.hecha', entity: 'prueba' },
          ...{ entityId: `fila-${i}`, before: { n: i }, after: { n: i + 1 }, requestId: randomUUID() },
          at: new Date(from.getTime() + i * 1000),
          ...fields,
        })),
      );

  it('says who did what to which row, and what it was before and after', async () => {
    const row = await makeReservation(made, { customerName: 'Elena Mora', notes: 'ventana' });
    const { entries, people } = await page({ kind: 'reservation', row: row.id });
    expect(entries).toMatchObject([
      {
        ...{ action: 'reservation.created', kind: 'reservation', rowId: row.id, rowName: 'Elena Mora' },
        ...{ before: null, after: { customerName: 'Elena Mora', notes: 'ventana' } },
        actor: { kind: 'person', id: made.as('OWNER').userId },
      },
    ]);
    expect(people.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.values(users)));
    const job = { action: 'reservation.status-changed', entity: 'reservation', entityId: row.id, userId: null };
    await write(1, job);
    await write(1, { ...job, action: 'reservation.lateness-announced' });
    const [guest, system] = (await page({ row: row.id, person: 'system' })).entries
      .map(({ actor }) => actor.kind)
      .sort();
    expect([guest, system]).toEqual(['guest', 'system']);
  });

  it('is filtered by person, kind, row and business day', async () => {
    await write(3, { entity: 'filtro', userId: users.DOOR });
    await write(2, { entity: 'filtro', userId: users.MANAGER }, new Date(NOW.getTime() - 24 * 60 * 60_000));
    const count = async (query: Record<string, string>) => (await page({ kind: 'filtro', ...query })).entries.length;
    expect(await count({})).toBe(5);
    expect(await count({ person: users.DOOR })).toBe(3);
    expect(await count({ row: 'fila-1' })).toBe(2);
    // NOW is a Saturday at nine in the evening there, and a Sunday in UTC.
    expect(await count({ from: TODAY, to: TODAY })).toBe(3);
    expect(await count({ to: '2026-11-20' })).toBe(2);
    expect(await count({ from: '2026-11-22' })).toBe(0);
    expect((await read({ from: '2026-11-22', to: '2026-11-21' })).body.code).toBe('VALIDATION');
    expect((await read({ unknown: 'x' })).body.code).toBe('VALIDATION');
  });

  it('goes through pages without a gap or a repetition, also where many entries share one instant', async () => {
    await write(120, { entity: 'paginas', at: NOW });
    await write(7, { entity: 'paginas' });
    const seen: string[] = [];
    let after: string | null = '';
    do {
      const { entries, next }: Page = await page({ kind: 'paginas', limit: '20', ...(after ? { after } : {}) });
      seen.push(...entries.map(({ id }) => id));
      after = next;
    } while (after !== null);
    expect(seen.length).toBe(127);
    expect(new Set(seen).size).toBe(127);
    const times = (await page({ kind: 'paginas' })).entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    for (const bad of ['x', '1_', '99999999999999999999_a', "1_'; drop"])
      expect((await read({ after: bad })).status).toBe(400);
  });

  it('keeps microseconds, which a position must not lose', async () => {
    await db().execute(sql`insert into audit_entry (business_id, id, action, entity, entity_id, request_id, at)
      values (${businessId}, 'e1', 'x', 'exacto', 'r', 'q', '2026-11-22T02:00:00.123456Z'),
             (${businessId}, 'e2', 'x', 'exacto', 'r', 'q', '2026-11-22T02:00:00.123455Z')`);
    const first = await page({ kind: 'exacto', limit: '1' });
    expect(first.entries).toMatchObject([{ id: 'e1', at: '2026-11-22T02:00:00.123456Z' }]);
    expect((await page({ kind: 'exacto', limit: '1', after: first.next ?? '' })).entries).toMatchObject([{ id: 'e2' }]);
  });

  it('is for owners and managers, of their own venue', async () => {
    for (const role of ['HOST', 'DOOR'] as const) {
      expect((await read({}, role)).body.code).toBe('FORBIDDEN');
      expect((await take({ from: TODAY, to: TODAY }, role)).body.code).toBe('FORBIDDEN');
    }
    const other = await makeVenue();
    await makeReservation(other, { customerName: 'Ajena' });
    expect(JSON.stringify(await page({ limit: '200' }))).not.toContain('Ajena');
    expect((await read({ businessId: other.venue.id })).body.code).toBe('FORBIDDEN');
  });

  it('is exported as CSV that no spreadsheet calculates, within dates', async () => {
    await write(1, {
      ...{ entity: 'exporta', before: { notes: 'dijo "sí", y\r\nse fue' }, after: { notes: '=HYPERLINK("http://x")' } },
    });
    await write(1, { entity: 'exporta', before: null, after: { tags: ['VIP', 'ALLERGY'], guestCount: 4 } });
    const reply = await take({ kind: 'exporta', from: TODAY, to: TODAY });
    expect(reply.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="${made.venue.slug}-${TODAY}-${TODAY}.csv"`,
    );
    const text = String(reply.body.text);
    expect(text.split('\r\n')[0]).toBe('at,actorKind,actorId,actor,action,kind,rowId,row,field,before,after,requestId');
    expect(text).toContain('notes,"dijo ""sí"", y\r\nse fue","\'=HYPERLINK(""http://x"")",');
    expect(text).toContain('tags,,"VIP, ALLERGY",');
    expect(text).toContain('guestCount,,4,');
    expect(await firstBytes({ kind: 'exporta', from: TODAY, to: TODAY, use: 'sheet' })).toEqual([
      0xef, 0xbb, 0xbf, 97, 116,
    ]);
    expect(await firstBytes({ kind: 'exporta', from: TODAY, to: TODAY })).toEqual([97, 116, 44, 97, 99]);
    expect(await textOf({ kind: 'exporta', from: '2026-11-22', to: '2026-11-23' })).toBe(
      `${text.split('\r\n')[0]}\r\n`,
    );
    expect((await take({ to: TODAY })).body.code, 'dates are obligatory').toBe('VALIDATION');
    expect((await take({ from: '2025-11-20', to: TODAY })).body.code, 'more than a year').toBe('VALIDATION');
    expect((await take({ from: '2025-11-21', to: TODAY })).status).toBe(200);
  });

  it('exports every entry, more than are read at once', async () => {
    for (let i = 0; i < 5; i++) await write(500, { entity: 'largo', after: null, before: null });
    const lines = (await textOf({ kind: 'largo', from: TODAY, to: TODAY })).split('\r\n');
    expect(lines.length - 2).toBe(2_500);
    expect(new Set(lines.map((line) => line.split(',').at(-1))).size).toBe(2_500 + 2);
  });

  it('reads a page of a hundred thousand entries by its index, without sorting', async () => {
    await db().execute(sql`insert into audit_entry (business_id, id, user_id, action, entity, entity_id, request_id, at)
      select ${businessId}, 'm' || n, ${users.HOST}, 'x', case when n % 50000 = 0 then 'raro' else 'mucho' end, 'r' || n % 500, 'q',
        timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute' from generate_series(1, 100000) n`);
    await db().execute(sql`analyze audit_entry`);
    for (const filter of [{}, { kind: 'raro' }, { person: users.HOST }]) {
      const query = trailQuery(db(), made, filter, '1700000000000000_x', 51).getSQL();
      const { rows } = (await db().execute(sql`explain ${query}`)) as unknown as { rows: Record<string, string>[] };
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan, kind).toContain('audit_trail_idx');
      expect(plan, kind).not.toMatch(/\bSort\b|Seq Scan on audit_entry/);
    }
  }, 120_000);
});
