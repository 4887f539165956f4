import { EVERY_PROFILE } from '@/modules/access/profiles';
import { GateAnswer, GateList, GateRemoved } from '@/modules/gates/answers';
import { createGate } from '@/modules/gates/create-gate';
import { deleteGate } from '@/modules/gates/delete-gate';
import { listGates } from '@/modules/gates/reads';
import { CreateGateInput, GateId, ListGatesInput, UpdateGateInput } from '@/modules/gates/schema';
import { updateGate } from '@/modules/gates/update-gate';
import { endpoint } from './endpoint';
import { operation } from './operation';

const BY_OWNER = { actor: 'member', permission: 'settings.write' } as const;

export const gates = endpoint('/api/puertas', {
  GET: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: EVERY_PROFILE,
    input: ListGatesInput,
    output: GateList,
    run: listGates,
  }),
  POST: operation({ ...BY_OWNER, input: CreateGateInput, output: GateAnswer, status: 201, run: createGate }),
});

export const oneGate = endpoint('/api/puertas/[id]', {
  PUT: operation({ ...BY_OWNER, input: UpdateGateInput, output: GateAnswer, run: updateGate }),
  DELETE: operation({ ...BY_OWNER, input: GateId, output: GateRemoved, run: deleteGate }),
});
