import { deviceClose } from '@/server/api/monitor';

export const { GET, POST, PUT, PATCH, DELETE } = deviceClose;
