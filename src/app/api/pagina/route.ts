import { bookingPage } from '@/server/api/booking-page';

export const { GET, POST, PUT, PATCH, DELETE } = bookingPage;
