import { pairing } from '@/server/api/devices';

export const { GET, POST, PUT, PATCH, DELETE } = pairing;
