import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../db/client';

/** Seconds for which a watch remains valid; a reader asks again within this time. */
const WATCH_SECONDS = 10;
/** Seconds after which a list that was not renewed belongs to a process that is gone. */
const FRESH_SECONDS = 5;
/** Maximum number of streams that one process lists: of one business, and in total. */
const MAX_OF_BUSINESS = 500;
const MAX_LISTED = 2_000;
const ALL = '*';

const StreamInfo = z.object({
  connectionId: z.string(),
  instanceId: z.string(),
  businessId: z.string(),
  userId: z.string(),
  device: z.string(),
  /** The projection that it is sent: that of its member's role. */
  audience: z.string(),
  transport: z.enum(['raw', 'web']),
  /** Unix time in milliseconds. */
  openedAt: z.number(),
  /** The stream was handed the events after `startSeq`, up to `sentSeq`. */
  startSeq: z.number(),
  sentSeq: z.number(),
  head: z.number(),
  unsentBytes: z.number(),
});
/** One open stream, as its process sees it. */
export type StreamInfo = z.infer<typeof StreamInfo>;

/** The streams of this process. */
export interface LocalStreams {
  list(businessIds: readonly string[] | 'all'): readonly StreamInfo[];
  /** False when the stream is not in this process. */
  close(connectionId: string): boolean;
}

/** Writes this process's streams of the watched businesses, in place of what it wrote before. */
export async function writeLists(
  db: Database,
  id: string,
  watched: readonly string[],
  local: LocalStreams,
): Promise<void> {
  const lists = new Map<string, StreamInfo[]>();
  let listed = 0;
  for (const stream of local.list(watched.includes(ALL) ? 'all' : watched)) {
    const list = lists.get(stream.businessId) ?? [];
    if (list.length >= MAX_OF_BUSINESS) continue;
    lists.set(stream.businessId, list);
    list.push(stream);
    listed += 1;
    if (listed >= MAX_LISTED) break;
  }
  const rows = JSON.stringify([...lists].map(([businessId, streams]) => ({ business_id: businessId, streams })));
  await db.execute(sql`
    with list as (
      select business_id, streams from jsonb_to_recordset(${rows}::jsonb) as list (business_id text, streams jsonb)
    ), ended as (
      delete from stream_list where instance_id = ${id} and business_id not in (select business_id from list)
    )
    insert into stream_list (instance_id, business_id, streams, listed_at)
    select ${id}, business_id, streams, now() from list
    on conflict (instance_id, business_id) do update set streams = excluded.streams, listed_at = excluded.listed_at`);
}

/**
 * The other processes' streams of these businesses. The call makes them write their lists, so the first answer after a pause may
 * be empty; from about two seconds later on, it is at most two seconds old.
 */
export async function readLists(
  db: Database,
  id: string,
  businessIds: readonly string[] | 'all',
): Promise<StreamInfo[]> {
  const wanted = JSON.stringify(businessIds === 'all' ? [ALL] : [...new Set(businessIds)]);
  const { rows } = (await db.execute(sql`
    with wanted as (select value as business_id from jsonb_array_elements_text(${wanted}::jsonb)),
    watch as (
      insert into stream_watch (business_id, until)
      select business_id, now() + make_interval(secs => ${WATCH_SECONDS}) from wanted
      on conflict (business_id) do update set until = excluded.until
    )
    select streams from stream_list
    where instance_id <> ${id} and listed_at > now() - make_interval(secs => ${FRESH_SECONDS})
      and (${businessIds === 'all'} or business_id in (select business_id from wanted))`)) as unknown as {
    rows: { streams: unknown }[];
  };
  return rows.flatMap(({ streams }) => z.array(StreamInfo).parse(streams));
}

/** Asks the process that lists this stream to close it. False when no process lists it. */
export async function askToClose(db: Database, connectionId: string): Promise<boolean> {
  const one = JSON.stringify([{ connectionId }]);
  const { rows } = (await db.execute(sql`
    insert into stream_closing (connection_id, asked_at)
    select ${connectionId}, now() where exists (
      select from stream_list
      where streams @> ${one}::jsonb and listed_at > now() - make_interval(secs => ${FRESH_SECONDS})
    )
    on conflict (connection_id) do update set asked_at = excluded.asked_at
    returning connection_id`)) as unknown as { rows: unknown[] };
  return rows.length > 0;
}
