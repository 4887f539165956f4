import { device } from '@/server/api/monitor';

export const { GET, POST, PUT, PATCH, DELETE } = device;
