import { trailExport } from '@/server/api/trail';

export const { GET, POST, PUT, PATCH, DELETE } = trailExport;
