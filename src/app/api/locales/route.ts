import { newVenue } from '@/server/api/settings';

export const { GET, POST, PUT, PATCH, DELETE } = newVenue;
