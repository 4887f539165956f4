import { logo } from '@/server/api/logos';

export const { GET, POST, PUT, PATCH, DELETE } = logo;
