import { oneService } from '@/server/api/floor';

export const { GET, POST, PUT, PATCH, DELETE } = oneService;
