import { apiDocs } from '@/server/api/endpoints';

export const { GET, POST, PUT, PATCH, DELETE } = apiDocs;
