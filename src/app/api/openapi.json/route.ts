import { apiDocument } from '@/server/api/endpoints';

export const { GET, POST, PUT, PATCH, DELETE } = apiDocument;
