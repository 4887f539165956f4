import { zones } from '@/server/api/floor';

export const { GET, POST, PUT, PATCH, DELETE } = zones;
