import { ownEmail } from '@/server/api/accounts';

export const { GET, POST, PUT, PATCH, DELETE } = ownEmail;
