import { and, asc, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { DEFAULT_LOCALE, parseLocale } from '@/i18n/locale';
import { announceMessage } from '@/modules/messages/change';
import { outboxMessage } from '@/modules/messages/tables';
import { prepareMessage } from '@/modules/messages/write-message';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { leaveQuiet } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { db, transaction } from '@/platform/db/transaction';
import { tryLockReservation } from './rows';
import { isReminded, reminderAt } from './schedule-reminder';
import { reservation } from './tables';

const HOUR_MS = 60 * 60_000;
/** Quiet hours, and clocks that change, move a reminder by less than this. */
const SLACK_HOURS = 36;

type BusinessRow = typeof business.$inferSelect;

/**
 * Writes the reminders of a venue that are due, each with the reservation locked. Returns when to look again, within an hour at most;
 * null where the venue reminds nobody. A reservation is reminded once for each of its times: the outbox remembers which.
 */
export async function sendReminders(businessId: string, now: Date): Promise<Date | null> {
  const [venue] = await db().select().from(business).where(eq(business.id, businessId));
  if (!venue || venue.demo || venue.reminderHours === null) return null;
  const hours = venue.reminderHours;
  let next = new Date(now.getTime() + HOUR_MS);
  for (const { id, startsAt, toldAt } of await readAhead(venue, hours, now)) {
    const due = reminderAt({ startsAt, hours, timeZone: venue.timeZone });
    // Who was told of it after that needs no reminder.
    if (toldAt >= due) continue;
    const at = due > now ? due : leaveQuiet(now, venue.timeZone, startsAt);
    if (at <= now) await transaction((tx) => writeReminder(tx, venue, { id, startsAt }, now));
    else if (at < next) next = at;
  }
  return next;
}

/** Whether the reservation has been reminded of its time; for a query of `reservation`. */
const isDone = sql<boolean>`exists (select from ${outboxMessage} as sent
  where sent.business_id = reservation.business_id and sent.subject_id = reservation.id and sent.kind = 'reminder'
    and sent.expires_at = reservation.reserved_at and sent.recipient = reservation.customer_email)`;
/** When its guest was last written to. */
const lastTold = sql<string | null>`(select max(told.created_at) from ${outboxMessage} as told
  where told.business_id = reservation.business_id and told.subject_id = reservation.id)`;

async function readAhead(venue: BusinessRow, hours: number, now: Date) {
  const until = new Date(now.getTime() + (hours + SLACK_HOURS) * HOUR_MS);
  const rows = await db()
    .select({ id: reservation.id, startsAt: reservation.reservedAt, madeAt: reservation.createdAt, lastTold })
    .from(reservation)
    .where(
      and(
        ...[eq(reservation.businessId, venue.id), eq(reservation.status, 'CONFIRMED'), isNull(reservation.deletedAt)],
        ...[gt(reservation.reservedAt, now), lte(reservation.reservedAt, until), eq(reservation.scanCount, 0)],
        ...[isNotNull(reservation.customerEmail), sql`not ${isDone}`],
      ),
    )
    .orderBy(asc(reservation.reservedAt));
  return rows.map(({ id, startsAt, madeAt, lastTold }) => {
    const told = lastTold === null ? madeAt : new Date(lastTold);
    return { id, startsAt, toldAt: told > madeAt ? told : madeAt };
  });
}

interface Found {
  readonly id: string;
  readonly startsAt: Date;
}

async function writeReminder(tx: Tx, venue: BusinessRow, { id, startsAt }: Found, now: Date): Promise<void> {
  const businessId = venue.id;
  const row = await tryLockReservation(tx, { ...venue, id: businessId as BusinessId }, id);
  // Moved or changed since: another time has another reminder.
  if (!row?.customerEmail || !isReminded(row, now) || +row.reservedAt !== +startsAt) return;
  const earlier = await tx
    .select({
      kind: outboxMessage.kind,
      locale: outboxMessage.locale,
      expiresAt: outboxMessage.expiresAt,
      recipient: outboxMessage.recipient,
    })
    .from(outboxMessage)
    .where(and(eq(outboxMessage.businessId, businessId), eq(outboxMessage.subjectId, id)))
    .orderBy(asc(outboxMessage.version));
  const isSame = (sent: (typeof earlier)[number]) =>
    sent.kind === 'reminder' && +sent.expiresAt === +startsAt && sent.recipient === row.customerEmail;
  if (earlier.some(isSame)) return;
  const message = await prepareMessage(
    tx,
    { businessId, now },
    {
      ...{ kind: 'reminder', subjectId: id, recipient: row.customerEmail, expiresAt: startsAt },
      locale: parseLocale(earlier.at(-1)?.locale) ?? parseLocale(venue.locale) ?? DEFAULT_LOCALE,
    },
  );
  await announceMessage(tx, { businessId, id: String(message.values.id) }, [message]);
}
