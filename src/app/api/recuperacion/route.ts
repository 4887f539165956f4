import { recovery } from '@/server/api/members';

export const { GET, POST, PUT, PATCH, DELETE } = recovery;
