import { ACCESS_JOBS } from '@/modules/access/jobs';
import { ACCOUNT_JOBS } from '@/modules/accounts/jobs';
import { ACCOUNT_MESSAGES } from '@/modules/accounts/messages';
import { ATTENDANCE_EVENTS } from '@/modules/attendance/events';
import { BOOKING_MESSAGES } from '@/modules/booking/messages';
import { INCIDENT_EVENTS } from '@/modules/custody/events';
import { DEVICE_EVENTS } from '@/modules/devices/events';
import type { Consumer } from '@/modules/events/consume';
import type { EventRules } from '@/modules/events/rules';
import { GATE_EVENTS } from '@/modules/gates/events';
import { IMPORT_EVENTS } from '@/modules/imports/events';
import { IMPORT_JOBS } from '@/modules/imports/jobs';
import { KEY_EVENTS } from '@/modules/keys/events';
import { MEMBER_EVENTS } from '@/modules/members/events';
import { MEMBER_JOBS } from '@/modules/members/jobs';
import { MEMBER_MESSAGES } from '@/modules/members/messages';
import { MESSAGE_EVENTS } from '@/modules/messages/events';
import { messageJobs } from '@/modules/messages/jobs';
import type { MessageKind } from '@/modules/messages/kind';
import { TEST_MESSAGES } from '@/modules/messages/messages';
import { MONITOR_JOBS } from '@/modules/monitor/jobs';
import { PASS_EVENTS } from '@/modules/passes/events';
import { RESERVATION_EVENTS } from '@/modules/reservations/events';
import { RESERVATION_JOBS } from '@/modules/reservations/jobs';
import { RESERVATION_MESSAGES } from '@/modules/reservations/messages';
import { RETENTION_JOBS } from '@/modules/retention/jobs';
import { ROLE_EVENTS } from '@/modules/roles/events';
import { SERVICE_EVENTS } from '@/modules/services/events';
import { VENUE_EVENTS } from '@/modules/settings/events';
import { TABLE_EVENTS } from '@/modules/tables/events';
import { WAITLIST_CONSUMERS } from '@/modules/waitlist/consumers';
import { WAITLIST_EVENTS } from '@/modules/waitlist/events';
import { WAITLIST_JOBS } from '@/modules/waitlist/jobs';
import { WAITLIST_MESSAGES } from '@/modules/waitlist/messages';
import { LIMIT_JOBS } from '@/platform/http/jobs';
import type { JobKind } from '@/platform/jobs/kind';

/** What each module adds to the server: a new module adds a line to each list that concerns it. */

/** The rules for who may see which events of the log. */
export const EVENT_RULES: readonly EventRules[] = [
  RESERVATION_EVENTS,
  PASS_EVENTS,
  ATTENDANCE_EVENTS,
  GATE_EVENTS,
  ...TABLE_EVENTS,
  SERVICE_EVENTS,
  IMPORT_EVENTS,
  WAITLIST_EVENTS,
  INCIDENT_EVENTS,
  DEVICE_EVENTS,
  ...MEMBER_EVENTS,
  ROLE_EVENTS,
  KEY_EVENTS,
  VENUE_EVENTS,
  ...MESSAGE_EVENTS,
];

/** The kinds of e-mail, and how each is written. */
export const MESSAGE_KINDS: readonly MessageKind[] = [
  ...TEST_MESSAGES,
  ...MEMBER_MESSAGES,
  ...ACCOUNT_MESSAGES,
  ...RESERVATION_MESSAGES,
  ...BOOKING_MESSAGES,
  ...WAITLIST_MESSAGES,
];

/** The durable consumers of the log. */
export const CONSUMERS: readonly Consumer[] = [...WAITLIST_CONSUMERS];

/** Scheduled jobs that run once for the installation or for a venue, whatever the number of processes. */
export const JOBS: readonly JobKind[] = [
  ...LIMIT_JOBS,
  ...ACCESS_JOBS,
  ...messageJobs(MESSAGE_KINDS),
  ...MEMBER_JOBS,
  ...ACCOUNT_JOBS,
  ...RESERVATION_JOBS,
  ...IMPORT_JOBS,
  ...WAITLIST_JOBS,
  ...MONITOR_JOBS,
  ...RETENTION_JOBS,
];
