import { sync } from '@/server/api/custody';

export const { GET, POST, PUT, PATCH, DELETE } = sync;
