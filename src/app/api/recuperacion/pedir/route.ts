import { recoveryRequest } from '@/server/api/members';

export const { GET, POST, PUT, PATCH, DELETE } = recoveryRequest;
