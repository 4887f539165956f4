import { passPdf } from '@/server/api/guests';

/** The address that a guest is given. */
export const { GET } = passPdf;
