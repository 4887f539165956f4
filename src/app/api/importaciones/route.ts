import { imports } from '@/server/api/imports';

export const { GET, POST, PUT, PATCH, DELETE } = imports;
