import { trail } from '@/server/api/trail';

export const { GET, POST, PUT, PATCH, DELETE } = trail;
