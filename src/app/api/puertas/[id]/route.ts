import { oneGate } from '@/server/api/gates';

export const { GET, POST, PUT, PATCH, DELETE } = oneGate;
