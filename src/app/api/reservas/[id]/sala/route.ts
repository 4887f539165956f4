import { sitting } from '@/server/api/reservations';

export const { GET, POST, PUT, PATCH, DELETE } = sitting;
