import { oneHold } from '@/server/api/public-booking';

export const { GET, POST, PUT, PATCH, DELETE } = oneHold;
