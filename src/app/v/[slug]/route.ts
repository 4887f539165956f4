import { venuePage } from '@/server/pages/venue-page';

export const { GET, POST, PUT, PATCH, DELETE } = venuePage;
