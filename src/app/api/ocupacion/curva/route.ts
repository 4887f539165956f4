import { occupancyCurve } from '@/server/api/attendance';

export const { GET, POST, PUT, PATCH, DELETE } = occupancyCurve;
