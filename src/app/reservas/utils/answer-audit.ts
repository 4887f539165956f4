import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { QueryClient } from '@tanstack/react-query';
import type { AuditVerdict } from '@/modules/monitor/audit-answers';
import { type AuditAnswer, deviceApi } from '@/modules/monitor/client/device-api';
import { DAYS } from '@/modules/reservations/client/day-collection';
import type { DaySnapshot } from '@/modules/reservations/client/day-list';
import { digestRows, rowDigests } from '@/modules/reservations/digest';
import { cachedLists } from '@/platform/browser/live/list-cache';
import type { EventTail } from '@/realtime/client/event-tail';
import { formatCursor } from '@/realtime/protocol/cursor';

interface Audited {
  readonly queryClient: QueryClient;
  readonly businessId: string;
  readonly tail: EventTail;
  readonly connectionId: string;
  /** The id from the server's question. */
  readonly auditId: string;
  /** The lists have just been read again after a difference. */
  readonly healed: boolean;
}

const MAX_ANSWERS = 6;
const PAUSE_MS = 400;
const MAX_LISTS = 10;
const MAX_ROWS = 600;

/**
 * Sends the server the digests of this tab's lists, and again as long as the server asks. Null when the check had no
 * verdict: there is no list, or a write of this tab stays unconfirmed. Throws ApiError.
 */
export async function answerAudit(audited: Audited): Promise<AuditVerdict | null> {
  let closer: Record<string, number[]> = {};
  for (let attempt = 0; attempt < MAX_ANSWERS; attempt += 1) {
    if (attempt > 0 && Object.keys(closer).length === 0) await pause(attempt);
    const answer = compose(audited, attempt, closer);
    if (answer === 'unsettled') continue;
    if (answer === null) return null;
    const reply = await deviceApi.answerAudit(audited.businessId, answer);
    if (reply.next === 'done') return reply.verdict;
    closer = reply.next === 'closer' ? reply.closer : {};
  }
  return null;
}

/** Composed in one turn of the event loop, so that every list is at the same cursor. */
function compose(audited: Audited, attempt: number, closer: Record<string, number[]>) {
  const { queryClient, businessId, tail, connectionId, auditId, healed } = audited;
  const { position } = tail;
  if (!position) return null;
  // The tab's own write is shown before its event arrives: until then the list is not the state of the log at any
  // cursor.
  if (tail.answersFor(DAYS).some(({ seq }) => seq > position.seq)) return 'unsettled';
  const all = cachedLists(queryClient, businessId, DAYS);
  const lists = all.filter(({ cursor }) => cursor.epoch === position.epoch && cursor.seq === position.seq);
  // A list is newer than the stream, so the stream must reach it first.
  if (lists.length === 0) return all.length === 0 ? null : 'unsettled';
  return {
    connectionId,
    auditId,
    cursor: formatCursor(position),
    hidden: document.visibilityState === 'hidden',
    healed,
    attempt,
    lists: lists.slice(0, MAX_LISTS).map((list) => digestList(list, closer[list.day])),
  } satisfies AuditAnswer;
}

function digestList({ day, reservations }: DaySnapshot, buckets: number[] | undefined) {
  return {
    day,
    rows: reservations.length,
    digest: digestRows(reservations, sha256Hex),
    ...(buckets
      ? { closer: { buckets, rows: rowDigests(reservations, buckets, sha256Hex).slice(0, MAX_ROWS).map(toPair) } }
      : {}),
  };
}

/** The browser's own SHA-256 is not used, because it exists on secure origins only. */
export const sha256Hex = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));

const toPair = ([id, parts]: readonly [string, string]): [string, string] => [id, parts];

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt * (0.5 + Math.random())));
}
