import { hiddenWithout, shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { Notice } from './wire';

export const NOTICE_FIELDS = {
  id: shown,
  text: shown,
  author: hiddenWithout('reservations.read-personal'),
  version: shown,
};

export const NOTICE_EVENTS = rowEvents<Notice>({
  noun: 'notice',
  permission: 'reservations.read',
  fields: NOTICE_FIELDS,
});
