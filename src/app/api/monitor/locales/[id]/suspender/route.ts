import { suspension } from '@/server/api/monitor';

export const { GET, POST, PUT, PATCH, DELETE } = suspension;
