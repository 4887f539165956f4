import { invitations } from '@/server/api/members';

export const { GET, POST, PUT, PATCH, DELETE } = invitations;
