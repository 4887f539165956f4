import { oneBlock } from '@/server/api/floor';

export const { GET, POST, PUT, PATCH, DELETE } = oneBlock;
