import { managePage } from '@/server/pages/manage-page';

export const { GET, POST, PUT, PATCH, DELETE } = managePage;
