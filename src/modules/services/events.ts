import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { Service } from './wire';

/** Lists of numbers and of rules; they hold nothing about a guest. */
const rules = <T>(value: T): T => value;

export const SERVICE_EVENTS = rowEvents<Service>({
  ...{ noun: 'service', permission: 'reservations.read' },
  fields: {
    ...{ id: shown, name: shown, weekdays: rules, firstDay: shown, lastDay: shown, opensAt: shown },
    ...{ lastSeatingAt: shown, closesAt: shown, stepMinutes: shown, mode: shown, turnMinutes: shown },
    ...{ bufferMinutes: shown, noticeMinutes: shown, horizonDays: shown, turns: rules, pacing: rules },
    ...{ parties: rules, exceptions: rules, active: shown, version: shown },
  },
});
