import { operatedVenues } from '@/server/api/monitor';

export const { GET, POST, PUT, PATCH, DELETE } = operatedVenues;
