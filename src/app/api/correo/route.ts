import { emailConfirmation } from '@/server/api/accounts';

export const { GET, POST, PUT, PATCH, DELETE } = emailConfirmation;
