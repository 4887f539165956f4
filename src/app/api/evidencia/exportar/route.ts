import { evidenceExport } from '@/server/api/evidence';

export const { GET, POST, PUT, PATCH, DELETE } = evidenceExport;
