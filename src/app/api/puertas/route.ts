import { gates } from '@/server/api/gates';

export const { GET, POST, PUT, PATCH, DELETE } = gates;
