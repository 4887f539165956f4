import type { Sync } from '@/modules/attendance/client/count-delivery';
import { later } from '@/ui/later';

const custody = later(() => import('@/modules/custody/client/custody-api').then(({ custodyApi }) => custodyApi));

/** Hands over what this phone has let in. What it needs is loaded apart: nothing is handed over while a page opens. */
export const handOver: Sync = async (businessId, delivery) => (await custody.load()).sync(businessId, delivery);
