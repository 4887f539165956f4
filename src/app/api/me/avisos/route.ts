import { notices } from '@/server/api/people';

export const { GET, POST, PUT, PATCH, DELETE } = notices;
