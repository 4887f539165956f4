import { waitlist } from '@/server/api/waitlist';

export const { GET, POST, PUT, PATCH, DELETE } = waitlist;
