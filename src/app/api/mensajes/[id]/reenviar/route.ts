import { messageAgain } from '@/server/api/messages';

export const { GET, POST, PUT, PATCH, DELETE } = messageAgain;
