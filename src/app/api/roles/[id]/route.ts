import { oneRole } from '@/server/api/roles';

export const { GET, POST, PUT, PATCH, DELETE } = oneRole;
