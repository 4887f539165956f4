import { eq, sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../../tests/support/databases';
import type { Tx } from './client';
import { inserter, shapeOf } from './row-write';
import { rawStatement, statement } from './statement';
import { db, transaction } from './transaction';

const thing = pgTable('thing', { id: text('id').primaryKey(), note: text('note') });

describeDatabases('prepared statements', () => {
  const insert = statement((on) =>
    on.insert(thing).values({ id: sql.placeholder('id'), note: sql.placeholder('note') }),
  );
  const find = statement((on) =>
    on
      .select()
      .from(thing)
      .where(eq(thing.id, sql.placeholder('id'))),
  );
  const transactionId = rawStatement<{ id: string }>(() => sql`select pg_current_xact_id()::text as id`);
  const count = rawStatement<{ n: number }>(() => sql`select count(*)::int as n from ${thing}`);

  beforeAll(async () => {
    await db().execute(sql`create table thing (id text primary key, note text)`);
  });

  it('give each run its own values, in a transaction and outside', async () => {
    await transaction(async (tx) => {
      await insert(tx, { id: 'a', note: 'one' });
      await insert(tx, { id: 'b', note: null });
      expect(await find(tx, { id: 'a' })).toEqual([{ id: 'a', note: 'one' }]);
    });
    expect(await find(db(), { id: 'b' })).toEqual([{ id: 'b', note: null }]);
    expect((await count(db(), {})).rows).toEqual([{ n: 2 }]);
  });

  it('insert a row once, and leave the one that has its key', async () => {
    const add = inserter(thing);
    await transaction(async (tx) => {
      expect(await add(tx, { id: 'once', note: null })).toEqual({ id: 'once', note: null });
      expect(await add(tx, { id: 'once', note: 'again' })).toBeUndefined();
      expect(await add(tx, { id: 'short' })).toEqual({ id: 'short', note: null });
    });
    expect(await find(db(), { id: 'once' })).toEqual([{ id: 'once', note: null }]);
    await db().delete(thing).where(sql`${thing.id} in ('once', 'short')`);
  });

  it('run in the order in which they are sent at once', async () => {
    const [, found] = await transaction((tx) =>
      Promise.all([insert(tx, { id: 'c', note: 'new' }), find(tx, { id: 'c' }), count(tx, {})]),
    );
    expect(found).toEqual([{ id: 'c', note: 'new' }]);
  });

  it('leave nothing of a transaction of which one fails, whatever was sent with it', async () => {
    const failing = (tx: Tx) =>
      Promise.all([
        insert(tx, { id: 'd', note: null }),
        insert(tx, { id: 'a', note: 'twice' }),
        insert(tx, { id: 'e', note: null }),
      ]);
    await expect(transaction(failing)).rejects.toThrow();
    expect(await find(db(), { id: 'd' })).toEqual([]);
    expect(await find(db(), { id: 'e' })).toEqual([]);
    await transaction((tx) => insert(tx, { id: 'd', note: null }));
    expect(await find(db(), { id: 'd' })).toHaveLength(1);
  });

  it('begin nothing for a transaction without a statement', async () => {
    await transaction(async () => {});
    await expect(transaction(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(await find(db(), { id: 'a' })).toHaveLength(1);
    // Nothing was left open: each statement is a transaction of its own.
    const id = async () => (await transactionId(db(), {})).rows[0]?.id;
    const before = await id();
    expect(await id()).not.toBe(before);
  });

  it('go on after a column is added and after one changes its type', async () => {
    await db().execute(sql`alter table thing add column more text`);
    expect(await find(db(), { id: 'a' })).toEqual([{ id: 'a', note: 'one' }]);
    await db().execute(sql`alter table thing alter column note type varchar(40)`);
    expect(await find(db(), { id: 'a' })).toEqual([{ id: 'a', note: 'one' }]);
    expect(await transaction((tx) => find(tx, { id: 'a' }))).toEqual([{ id: 'a', note: 'one' }]);
  });

  it('stay right when there are more texts than are kept', async () => {
    for (let i = 0; i < 400; i++) await db().execute(sql`select ${sql.raw(String(i))} as n`);
    expect(await find(db(), { id: 'a' })).toEqual([{ id: 'a', note: 'one' }]);
  });

  it('are of one shape when only values differ', () => {
    const values = { id: 'x', note: 'y' };
    expect(shapeOf({ table: thing, values })).toBe(shapeOf({ table: thing, values: { id: 'z', note: null } }));
    expect(shapeOf({ table: thing, values })).not.toBe(shapeOf({ table: thing, values: { id: 'z' } }));
    expect(shapeOf({ table: thing, values })).not.toBe(shapeOf({ table: thing, values, where: { id: 'x' } }));
  });

  it('are answered while others of the same connection wait', async () => {
    const many = await Promise.all(Array.from({ length: 50 }, () => transaction((tx) => find(tx, { id: 'a' }))));
    expect(many.every(([row]) => row?.note === 'one')).toBe(true);
  });
});
