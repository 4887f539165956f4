import { pass } from '@/server/api/passes';

export const { GET, POST, PUT, PATCH, DELETE } = pass;
