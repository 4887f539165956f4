import { acceptance } from '@/server/api/members';

export const { GET, POST, PUT, PATCH, DELETE } = acceptance;
