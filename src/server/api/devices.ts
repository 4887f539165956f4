import { handled, jsonResponse, parseInput } from '@/modules/access/route';
import { DeviceAnswer, DeviceList, DeviceRevoked, Paired, Pairing, StateTaken } from '@/modules/devices/answers';
import { completePairing } from '@/modules/devices/complete-pairing';
import { createDevice } from '@/modules/devices/create-device';
import { deleteDevice } from '@/modules/devices/delete-device';
import { listDevices } from '@/modules/devices/reads';
import { recordDeviceState } from '@/modules/devices/record-state';
import { renewPairing } from '@/modules/devices/renew-pairing';
import { rotateSecret } from '@/modules/devices/rotate-secret';
import {
  CreateDeviceInput,
  DeviceId,
  DeviceStateInput,
  ListDevicesInput,
  PairInput,
  UpdateDeviceInput,
} from '@/modules/devices/schema';
import { updateDevice } from '@/modules/devices/update-device';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { admitRequest } from '@/platform/http/limits';
import { readBody } from '@/platform/http/request-input';
import { endpoint } from './endpoint';
import { operation } from './operation';
import { withinPairingLimits } from './pairing-limit';

/** Devices are paired and ended by people: no key may have this permission. */
const BY_PEOPLE = { actor: 'member', permission: 'devices.manage' } as const;

export const pairedDevices = endpoint('/api/puerta/dispositivos', {
  GET: operation({ ...BY_PEOPLE, input: ListDevicesInput, output: DeviceList, run: listDevices }),
  POST: operation({ ...BY_PEOPLE, input: CreateDeviceInput, output: Pairing, status: 201, run: createDevice }),
});

export const pairedDevice = endpoint('/api/puerta/dispositivos/[id]', {
  PUT: operation({ ...BY_PEOPLE, input: UpdateDeviceInput, output: DeviceAnswer, run: updateDevice }),
  DELETE: operation({ ...BY_PEOPLE, input: DeviceId, output: DeviceRevoked, run: deleteDevice }),
});

export const devicePairing = endpoint('/api/puerta/dispositivos/[id]/vinculo', {
  POST: operation({ ...BY_PEOPLE, input: DeviceId, output: Pairing, status: 201, run: renewPairing }),
});

/** The token or the code itself is what the phone holds. */
const pair = handled(async (request, _params, requestId) => {
  const input = parseInput(PairInput, await readBody(request));
  const { paired, cookie } = await withinPairingLimits(request, input, () =>
    completePairing(input, { now: new Date(), requestId }),
  );
  const answer = jsonResponse(paired);
  answer.headers.append('set-cookie', cookie);
  return answer;
});

export const pairing = endpoint('/api/puerta/vincular', {
  POST: operation({ actor: 'public', input: PairInput, output: Paired, serve: pair }),
});

/** A phone tells what it is like, and gets its next secret when that is due. */
const beat = handled(async (request, _params, _requestId, caller) => {
  const { device, userId, name, members } = await caller.identify('with-devices');
  const [member] = members;
  if (!device || !member) throw new DomainError('FORBIDDEN');
  await admitRequest({ userId, businessId: member.venue.id });
  const { businessId: _, ...body } = await readBody(request);
  const state = parseInput(DeviceStateInput, body);
  const now = new Date();
  const recorded = await transaction((tx) => recordDeviceState(tx, member.venue.id, device.id, { ...state, at: now }));
  const { profile, gateIds } = device;
  const answer = jsonResponse({ recorded, device: { name, profile, gateIds } });
  const next = await rotateSecret(request.headers.get('cookie'), now);
  if (next) answer.headers.append('set-cookie', next);
  return answer;
});

export const deviceState = endpoint('/api/puerta/estado', {
  POST: operation({ actor: 'public', input: DeviceStateInput, output: StateTaken, serve: beat }),
});
