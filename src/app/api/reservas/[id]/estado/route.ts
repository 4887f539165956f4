import { changeStatus } from '@/domain/reservations/change-status';
import { ChangeStatusInput } from '@/domain/reservations/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ input: ChangeStatusInput, run: changeStatus }),
});
