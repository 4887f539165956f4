import { unknown } from '@/server/api/service';

export const { GET, POST, PUT, PATCH, DELETE } = unknown;
