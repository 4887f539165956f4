import { oneEntry } from '@/server/api/waitlist';

export const { GET, POST, PUT, PATCH, DELETE } = oneEntry;
