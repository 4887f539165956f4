import { templatePreview } from '@/server/api/messages';

export const { GET, POST, PUT, PATCH, DELETE } = templatePreview;
