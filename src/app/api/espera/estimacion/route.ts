import { waits } from '@/server/api/waitlist';

export const { GET, POST, PUT, PATCH, DELETE } = waits;
