import { blocks } from '@/server/api/floor';

export const { GET, POST, PUT, PATCH, DELETE } = blocks;
