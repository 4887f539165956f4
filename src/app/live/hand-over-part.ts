import type { Sync } from '@/modules/attendance/client/count-delivery';
import { custodyApi } from '@/modules/custody/client/custody-api';
import { readPhoneState } from './phone-state';

/** Hands entries over, with what the phone tells of itself. */
export const deliver: Sync = async (businessId, delivery) =>
  custodyApi.sync(businessId, { ...delivery, state: { ...delivery.state, ...(await readPhoneState()) } });
