import { startPage } from '@/server/pages/form-page';

export const { GET, POST, PUT, PATCH, DELETE } = startPage;
