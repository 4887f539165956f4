import { oneSession } from '@/server/api/people';

export const { GET, POST, PUT, PATCH, DELETE } = oneSession;
