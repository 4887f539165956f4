import { manifest } from '@/server/api/door';

export const { GET, POST, PUT, PATCH, DELETE } = manifest;
