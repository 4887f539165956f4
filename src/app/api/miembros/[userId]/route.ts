import { member } from '@/server/api/members';

export const { GET, POST, PUT, PATCH, DELETE } = member;
