import { personErasure } from '@/server/api/privacy';

export const { GET, POST, PUT, PATCH, DELETE } = personErasure;
