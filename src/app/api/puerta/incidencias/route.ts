import { doorIncidents } from '@/server/api/custody';

export const { GET, POST, PUT, PATCH, DELETE } = doorIncidents;
