import { sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { business } from '@/modules/venues/tables';
import { leaveQuiet, wallClockBefore } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { job } from '@/platform/jobs/tables';
import type { ReservationRow } from './rows';

/** The job that writes a venue's reminders; its key is the venue's id. */
export const SEND_REMINDERS = 'send-reminders';

interface Reminded {
  readonly startsAt: Date;
  readonly hours: number;
  readonly timeZone: string;
}

/**
 * When the guest of a reservation is reminded: so many hours before on the venue's clock, so a day before is at the same time of
 * day, whatever the clock does in that night. In quiet hours it waits for their end, unless the reservation begins before that.
 */
export function reminderAt({ startsAt, hours, timeZone }: Reminded): Date {
  return leaveQuiet(wallClockBefore(startsAt, hours, timeZone), timeZone, startsAt);
}

type Fields = Pick<ReservationRow, 'status' | 'customerEmail' | 'deletedAt' | 'reservedAt' | 'scanCount'>;

/** Nobody is reminded of what is not confirmed, of what is off, or of what has begun. */
export function isReminded({ status, customerEmail, deletedAt, scanCount, reservedAt }: Fields, now: Date): boolean {
  return status === 'CONFIRMED' && customerEmail !== null && deletedAt === null && scanCount === 0 && reservedAt > now;
}

/** The exact time depends on the venue's clock, which the job knows: it is woken as early as any clock can make it. */
const EARLIER = sql`interval '90 minutes'`;

/**
 * Wakes the job in time for a reservation. Where it wakes in time already, which is usual, nothing is written and nothing is waited
 * for; the job looks at least once an hour, so a reservation that is committed while it runs is found.
 */
export async function remindLater(tx: Tx, { venue, now }: Author, row: Fields): Promise<void> {
  if (venue.demo || !isReminded(row, now)) return;
  const at = sql`${row.reservedAt.toISOString()}::timestamptz - ${business.reminderHours} * interval '1 hour' - ${EARLIER}`;
  await tx.execute(sql`
    insert into ${job} (kind, key, run_at)
    select ${SEND_REMINDERS}, ${business.id}, ${at} from ${business}
    where ${business.id} = ${venue.id} and ${business.reminderHours} is not null and not exists (
      select from ${job} as planned where planned.kind = ${SEND_REMINDERS} and planned.key = ${business.id} and planned.run_at <= ${at})
    on conflict (kind, key) do update set run_at = least(${job.runAt}, excluded.run_at)`);
}
