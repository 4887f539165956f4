import type { Sync } from '@/modules/attendance/client/count-delivery';
import { later } from '@/ui/later';

const part = later(() => import('./hand-over-part').then(({ deliver }) => deliver));

/** Hands over what this phone has let in. What it needs is loaded apart: nothing is handed over while a page opens. */
export const handOver: Sync = async (businessId, delivery) => (await part.load())(businessId, delivery);
