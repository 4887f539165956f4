import { click } from '@/server/api/attendance';

export const { GET, POST, PUT, PATCH, DELETE } = click;
