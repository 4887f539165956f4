import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../db/client';

/** Seconds by the database's clock: a process that has been silent for longer does not count. */
const SILENT_SECONDS = 4;
/** Seconds after which a row belongs to a process that will not come back; if it does, it writes all its rows again. */
const GONE_SECONDS = 30;
const CLOSING_SECONDS = 10;

const Answer = z.object({
  fresh: z.boolean(),
  horizon: z.string().regex(/^\d+$/),
  instances: z.array(z.tuple([z.string(), z.boolean()])),
  counts: z.array(z.tuple([z.string(), z.enum(['business', 'user']), z.string(), z.number()])),
  watched: z.array(z.string()),
  closings: z.array(z.string()),
});
/**
 * `fresh`: our row had to be created, so what we wrote earlier is gone. `horizon`: pass it as `since` of the next beat.
 * `instances` and `counts` are those of the other processes.
 */
export type BeatAnswer = z.infer<typeof Answer>;

export interface Change {
  readonly kind: 'business' | 'user';
  readonly key: string;
  readonly streams: number;
}

/**
 * The heartbeat of a process: writes its changed counts and reads the others', in one statement. The result is exact, however late a
 * transaction commits: every row that the snapshot of the last beat could not see was written by a transaction at or past its xmin.
 */
export async function beat(db: Database, id: string, since: string, changes: readonly Change[]): Promise<BeatAnswer> {
  const { rows } = (await db.execute(sql`
    with own as (
      insert into instance (id, started_at, seen_at) values (${id}, now(), now())
      on conflict (id) do update set seen_at = excluded.seen_at
      returning (xmax = 0) as fresh
    ), put as (
      insert into stream_count (instance_id, kind, key, streams, changed_xid, changed_at)
      select ${id}, kind, key, streams, pg_current_xact_id()::text::bigint, now()
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (kind text, key text, streams int)
      on conflict (instance_id, kind, key) do update
      set streams = excluded.streams, changed_xid = excluded.changed_xid, changed_at = excluded.changed_at
    )
    select
      (select fresh from own) as fresh,
      pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      (select coalesce(jsonb_agg(jsonb_build_array(id, seen_at > now() - make_interval(secs => ${SILENT_SECONDS}))), '[]')
        from instance where id <> ${id}) as instances,
      (select coalesce(jsonb_agg(jsonb_build_array(instance_id, kind, key, streams)), '[]')
        from stream_count where changed_xid >= ${since}::bigint and instance_id <> ${id}) as counts,
      (select coalesce(jsonb_agg(business_id), '[]') from stream_watch where until > now()) as watched,
      (select coalesce(jsonb_agg(connection_id), '[]') from stream_closing
        where asked_at > now() - make_interval(secs => ${CLOSING_SECONDS})) as closings`)) as unknown as {
    rows: unknown[];
  };
  return Answer.parse(rows[0]);
}

/** Removes what has ended: rows of lost processes, zero counts that every process has read, old watches, lists and requests. */
export async function sweep(db: Database): Promise<void> {
  const gone = sql`now() - make_interval(secs => ${GONE_SECONDS})`;
  await db.execute(sql`
    with lost as (delete from instance where seen_at < ${gone}),
      ended as (delete from stream_count where streams = 0 and changed_at < ${gone}),
      unwatched as (delete from stream_watch where until < now()),
      old as (delete from stream_list where listed_at < ${gone})
    delete from stream_closing where asked_at < ${gone}`);
}

/** To be called when the process stops: it no longer counts. */
export async function leave(db: Database, id: string): Promise<void> {
  await db.execute(sql`delete from instance where id = ${id}`);
}
