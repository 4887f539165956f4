import { effects } from '@/server/api/settings';

export const { GET, POST, PUT, PATCH, DELETE } = effects;
