import { passPdf } from '@/server/api/guests';

export const { GET, POST, PUT, PATCH, DELETE } = passPdf;
