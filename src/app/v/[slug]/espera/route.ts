import { joinPage } from '@/server/pages/wait-page';

export const { GET, POST, PUT, PATCH, DELETE } = joinPage;
