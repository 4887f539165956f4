import { search } from '@/server/api/reservations';

export const { GET, POST, PUT, PATCH, DELETE } = search;
