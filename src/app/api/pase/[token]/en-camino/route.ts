import { passOnMyWay } from '@/server/api/guests';

export const { GET, POST, PUT, PATCH, DELETE } = passOnMyWay;
