import { me } from '@/server/api/people';

export const { GET, POST, PUT, PATCH, DELETE } = me;
