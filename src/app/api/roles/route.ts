import { roles } from '@/server/api/roles';

export const { GET, POST, PUT, PATCH, DELETE } = roles;
