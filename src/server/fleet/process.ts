import { database } from '@/platform/db/transaction';
import { Fleet } from '@/platform/fleet/fleet';
import { others } from '@/platform/fleet/others';
import { askToClose, type LocalStreams, readLists, type StreamInfo } from '@/platform/fleet/stream-lists';
import { log } from '@/platform/log';
import { shared } from '@/platform/shared';
import { hub } from '../hub';

const NONE: LocalStreams = { list: () => [], close: () => false };
const local = () => shared('fleet.streams', () => ({ source: NONE }));

/** Sets how this process lists and closes its streams when another process requests it. */
export function offerStreams(source: LocalStreams): void {
  local().source = source;
}

/** Null on the embedded database, which has only one process. */
export function fleet(): Fleet | null {
  return shared('fleet', create).fleet;
}

/** The streams of the other processes; see readLists. */
export async function listElsewhere(businessIds: readonly string[] | 'all'): Promise<StreamInfo[]> {
  const own = fleet();
  return own ? readLists(database().db, own.id, businessIds) : [];
}

/**
 * Requests that another process close a stream, which takes about a second. False when no process is known to hold it.
 */
export async function closeElsewhere(connectionId: string): Promise<boolean> {
  return fleet() ? askToClose(database().db, connectionId) : false;
}

function create(): { fleet: Fleet | null } {
  const { db, kind } = database();
  if (kind === 'embedded') return { fleet: null };
  const streams: LocalStreams = {
    list: (businessIds) => local().source.list(businessIds),
    close: (connectionId) => local().source.close(connectionId),
  };
  const onError = (error: unknown) => log().error({ err: error }, 'counts of other processes not read');
  return { fleet: new Fleet({ db, others: others(), counts: () => hub().counts, streams, onError }) };
}
