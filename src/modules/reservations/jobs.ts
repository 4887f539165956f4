import { type JobKind, periodicJob } from '@/platform/jobs/kind';
import { closeDay, findOpenNights } from './close-day';
import { CLOSE_DAY } from './schedule-close';
import { SEND_REMINDERS } from './schedule-reminder';
import { sendReminders } from './send-reminders';

export const RESERVATION_JOBS: readonly JobKind[] = [
  { kind: CLOSE_DAY, run: ({ key, now }) => closeDay(key, now) },
  { kind: SEND_REMINDERS, run: ({ key, now }) => sendReminders(key, now) },
  periodicJob('find-open-nights', 60 * 60_000, findOpenNights, { atStart: true }),
];
