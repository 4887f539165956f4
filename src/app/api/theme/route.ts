import { theme } from '@/server/api/service';

export const { GET, POST, PUT, PATCH, DELETE } = theme;
