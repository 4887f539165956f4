import { firstSteps } from '@/server/api/first-steps';

export const { GET, POST, PUT, PATCH, DELETE } = firstSteps;
