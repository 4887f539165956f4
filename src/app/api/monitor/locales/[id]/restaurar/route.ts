import { venueRestoration } from '@/server/api/monitor';

export const { GET, POST, PUT, PATCH, DELETE } = venueRestoration;
