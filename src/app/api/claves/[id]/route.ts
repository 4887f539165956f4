import { oneKey } from '@/server/api/keys';

export const { GET, POST, PUT, PATCH, DELETE } = oneKey;
