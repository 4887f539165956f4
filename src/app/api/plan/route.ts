import { planDays } from '@/server/api/reservations';

export const { GET, POST, PUT, PATCH, DELETE } = planDays;
