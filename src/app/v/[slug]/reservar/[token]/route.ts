import { formPage } from '@/server/pages/form-page';

export const { GET, POST, PUT, PATCH, DELETE } = formPage;
