import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import { DEFAULT_LOCALE, parseLocale } from '@/i18n/locale';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { log } from '@/platform/log';
import { announceMessage } from './change';
import type { MessageKind } from './kind';
import type { Mailer, Refusal } from './mailer';
import { hasNewer, type MessageRecord as Row } from './rows';
import { CLAIM_MS, retryAfter } from './rules';
import { outboxMessage } from './tables';
import { readToken } from './write-message';

/** Messages sent at the same time, each over a connection of its own. */
const AT_ONCE = 5;
const BATCH = 100;
/** A run ends after this many milliseconds; the next one goes on. */
const RUN_MS = 60_000;

interface Delivery {
  readonly kinds: readonly MessageKind[];
  /** Null where no mail is sent: then messages wait, and only what has ended is settled. */
  readonly mailer: Mailer | null;
}

/** The server accepts no mail at the moment. Its message is a code. */
class MailServerError extends Error {
  override readonly name = 'MailServerError';
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * Settles what has ended, then sends what is due. A message is claimed in a committed statement before it is sent, and
 * noted afterwards by the run that still holds the claim; a claim that nobody settles ends, and the message is sent
 * again under the same Message-ID. Two runs at once send each message once. Throws when the mail server accepts nothing,
 * so that the job waits longer each time.
 */
export async function sendMessages(now: Date, { kinds, mailer }: Delivery): Promise<void> {
  const started = performance.now();
  const clock = () => new Date(now.getTime() + performance.now() - started);
  await settleEnded(now);
  if (!mailer) return;
  const run = { id: randomUUID(), mailer, clock, kinds: new Map(kinds.map((one) => [one.kind as string, one])) };
  while (performance.now() - started < RUN_MS) {
    const rows = await claimDue(run.id, clock());
    if (rows.length === 0) return;
    const refusals = await Promise.all(rows.map((row) => sendOne(run, row)));
    const trouble = refusals.find((refusal) => refusal?.scope === 'server');
    if (trouble) throw new MailServerError(trouble.code);
  }
}

/** Neither sent nor given up, and in the hands of no run. */
function isFree(now: Date): SQL | undefined {
  const isLapsed = and(eq(outboxMessage.state, 'SENDING'), lte(outboxMessage.notBefore, now));
  return and(inArray(outboxMessage.state, ['WAITING', 'SENDING']), or(eq(outboxMessage.state, 'WAITING'), isLapsed));
}

/** Closes messages that came too late, or that a newer one about the same subject replaces. */
async function settleEnded(now: Date): Promise<void> {
  const isEnded = and(isFree(now), or(lte(outboxMessage.expiresAt, now), hasNewer));
  let found = BATCH;
  while (found === BATCH) {
    const rows = await db()
      .select({ businessId: outboxMessage.businessId, id: outboxMessage.id })
      .from(outboxMessage)
      .where(isEnded)
      .limit(BATCH);
    found = rows.length;
    for (const { businessId, id } of rows) {
      await transaction(async (tx) => {
        const isRow = and(eq(outboxMessage.businessId, businessId), eq(outboxMessage.id, id));
        const [row] = await tx
          .select()
          .from(outboxMessage)
          .where(and(isRow, isEnded))
          .for('update', { skipLocked: true });
        if (!row) return;
        const isLate = row.expiresAt <= now;
        await tx
          .update(outboxMessage)
          .set({ state: isLate ? 'EXPIRED' : 'SUPERSEDED', claimedBy: null, sealedToken: null })
          .where(isRow);
        await announceMessage(tx, row);
      });
    }
  }
}

async function claimDue(run: string, now: Date): Promise<Row[]> {
  const due = db()
    .select({ businessId: outboxMessage.businessId, id: outboxMessage.id })
    .from(outboxMessage)
    .innerJoin(business, and(eq(business.id, outboxMessage.businessId), eq(business.suspended, false)))
    .where(
      and(
        isFree(now),
        lte(outboxMessage.notBefore, now),
        sql`${outboxMessage.expiresAt} > ${now}`,
        sql`not ${hasNewer}`,
      ),
    )
    .orderBy(asc(outboxMessage.notBefore))
    .limit(AT_ONCE)
    .for('update', { of: outboxMessage, skipLocked: true });
  return db()
    .update(outboxMessage)
    .set({
      ...{ state: 'SENDING', claimedBy: run, notBefore: new Date(now.getTime() + CLAIM_MS) },
      attempts: sql`${outboxMessage.attempts} + 1`,
    })
    .where(sql`(${outboxMessage.businessId}, ${outboxMessage.id}) in ${due}`)
    .returning();
}

interface Run {
  readonly id: string;
  readonly mailer: Mailer;
  readonly kinds: ReadonlyMap<string, MessageKind>;
  readonly clock: () => Date;
}

/** Sends a claimed message and notes how that ended. */
async function sendOne(run: Run, row: Row): Promise<Refusal | null> {
  const written = await write(run, row);
  if (written === null) {
    await note(run, row, { state: 'SUPERSEDED', sealedToken: null });
    return null;
  }
  const refusal = written === 'unwritten' ? LATER : await run.mailer.send(row.recipient, written, dedupeKey(row));
  if (refusal === null) {
    await note(run, row, { state: 'SENT', sentAt: run.clock(), reason: null });
    return null;
  }
  log().warn({ businessId: row.businessId, message: row.id, kind: row.kind, reason: refusal.code }, 'message not sent');
  const isFinal = refusal.scope === 'message';
  const notBefore = new Date(run.clock().getTime() + retryAfter(row.attempts));
  await note(run, row, { state: isFinal ? 'FAILED' : 'WAITING', reason: refusal.code, notBefore });
  return refusal;
}

const LATER: Refusal = { scope: 'later', code: 'NOT_WRITTEN' };

/** Names one e-mail: every attempt of it, and no other. */
export function dedupeKey({ businessId, kind, subjectId, version, round }: Row): string {
  return [businessId, kind, subjectId, version, round].join(':');
}

async function write({ kinds, mailer, clock }: Run, row: Row) {
  try {
    const kind = kinds.get(row.kind);
    if (!kind) throw new Error('no such kind of message');
    const { businessId, subjectId, recipient, draft } = row;
    const locale = parseLocale(row.locale) ?? DEFAULT_LOCALE;
    return await kind.write(
      { businessId, subjectId, recipient, locale, draft, token: readToken(row) },
      mailer.sender,
      clock(),
    );
  } catch (error) {
    log().error({ err: error, businessId: row.businessId, message: row.id, kind: row.kind }, 'message not written');
    return 'unwritten';
  }
}

/** Writes the end of an attempt, unless another run has taken the message over since. */
function note({ id }: Run, row: Row, outcome: Partial<Row>): Promise<void> {
  return transaction(async (tx) => {
    const gone = await tx
      .update(outboxMessage)
      .set({ ...outcome, claimedBy: null })
      .where(
        and(
          eq(outboxMessage.businessId, row.businessId),
          eq(outboxMessage.id, row.id),
          eq(outboxMessage.state, 'SENDING'),
          eq(outboxMessage.claimedBy, id),
        ),
      )
      .returning({ id: outboxMessage.id });
    if (gone.length > 0) await announceMessage(tx, row);
  });
}
