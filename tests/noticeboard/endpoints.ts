import { endpoint } from '@/server/api/endpoint';
import { operation } from '@/server/api/operation';
import { NoInput, NoticeId, PinInput } from './schema';
import { NoticeAnswer, NoticeList } from './wire';
import { listNotices, pinNotice, takeDownNotice } from './write-notice';

export const NOTICE_ENDPOINTS = [
  endpoint('/api/notices', {
    GET: operation({
      actor: 'member',
      permission: 'reservations.read',
      input: NoInput,
      output: NoticeList,
      run: listNotices,
    }),
    POST: operation({
      actor: 'member',
      permission: 'reservations.write',
      input: PinInput,
      output: NoticeAnswer,
      status: 201,
      run: pinNotice,
    }),
  }),
  endpoint('/api/notices/[id]', {
    DELETE: operation({
      actor: 'member',
      permission: 'reservations.write',
      input: NoticeId,
      output: NoticeAnswer,
      run: takeDownNotice,
    }),
  }),
];
