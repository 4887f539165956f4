import { passImage } from '@/server/api/guests';

/** The address that a guest is given. */
export const { GET } = passImage;
