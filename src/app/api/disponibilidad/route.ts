import { slots } from '@/server/api/floor';

export const { GET, POST, PUT, PATCH, DELETE } = slots;
