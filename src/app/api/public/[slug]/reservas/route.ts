import { publicBooking } from '@/server/api/public-booking';

export const { GET, POST, PUT, PATCH, DELETE } = publicBooking;
