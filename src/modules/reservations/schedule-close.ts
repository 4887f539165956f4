import type { Author } from '@/modules/access/context';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { scheduleJob } from '@/platform/jobs/schedule-job';
import type { ReservationRow } from './rows';
import { closingStatus } from './rules';

/** The job that closes a venue's days; its key is the venue's id. */
export const CLOSE_DAY = 'close-day';

type Fields = Pick<ReservationRow, 'status' | 'businessDay' | 'closedAt' | 'deletedAt'>;

/**
 * Schedules the close for a row that was left open on a night that is over. For any other row it sends no statement.
 */
export async function closeIfOver(tx: Tx, { venue, now }: Author, row: Fields): Promise<void> {
  const isOpen = row.closedAt === null && row.deletedAt === null && closingStatus(row.status) !== null;
  if (isOpen && nightState(row.businessDay, now, venue) === 'over') await scheduleJob(tx, CLOSE_DAY, venue.id, now);
}
