import { metrics } from '@/server/api/service';

export const dynamic = 'force-dynamic';
export const { GET, POST, PUT, PATCH, DELETE } = metrics;
