import type { z } from 'zod';
import { isForKeys, type Profile } from '@/modules/access/context';
import type { Operation, Schema } from '@/modules/access/operation';
import {
  type File,
  type Handler,
  handled,
  jsonResponse,
  type MemberRoute,
  parseInput,
  route,
} from '@/modules/access/route';
import type { Identity } from '@/modules/access/session';
import { type WatcherRoute, watchRoute } from '@/modules/monitor/watch-route';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { admitRequest } from '@/platform/http/limits';
import { readInput } from '@/platform/http/request-input';
import type { PiecedFile } from '@/platform/http/streamed-answer';

/** A handler that declares who may call it, its input and its answer. */
export type Served = Handler & { readonly operation: Operation };

interface ForMember<Input extends z.ZodType, Output extends Schema | null, Result> extends MemberRoute<Input, Result> {
  readonly actor: 'member';
  readonly output: Output;
}

interface ForWatcher<Input extends z.ZodType, Output extends Schema> extends WatcherRoute<Input, z.output<Output>> {
  readonly actor: 'watcher';
  readonly output: Output;
}

interface ForUser<Input extends z.ZodType, Output extends Schema> {
  readonly actor: 'user';
  readonly input: Input;
  readonly output: Output;
  /** `request` is for what depends on where it came from; its body has been read. `requestId` is for the audit. */
  readonly run: (
    identity: Identity,
    input: z.output<Input>,
    request: ApiRequest,
    requestId: string,
  ) => Promise<z.output<Output>>;
  /** How many requests this one counts as in its user's limit; default 1. A request of cost 0 is never refused by the limit. */
  readonly cost?: number;
  /** The profiles of the paired devices that may call it, too. */
  readonly devices?: readonly Profile[];
}

interface ForAnybody {
  readonly actor: 'public';
  /** The input that `serve` itself reads from the request. */
  readonly input: Schema | null;
  readonly output: Schema | null;
  readonly status?: number;
  readonly serve: Handler;
}

type Definition =
  | ForMember<z.ZodType, Schema | null, unknown>
  | ForWatcher<z.ZodType, Schema>
  | ForUser<z.ZodType, Schema>
  | ForAnybody;

/**
 * One method of an endpoint. Who may call it is declared here and checked before `run`, which checks only what depends
 * on the data. Its answers match `output`: the tests parse each answer with it, the screens take their types from it,
 * and openapi.ts describes it.
 */
export function operation<Input extends z.ZodType, Output extends Schema, Result extends z.output<Output> | File>(
  definition: ForMember<Input, Output, Result>,
): Served;
export function operation<Input extends z.ZodType, Output extends Schema>(
  definition: ForWatcher<Input, Output> | ForUser<Input, Output>,
): Served;
export function operation<Input extends z.ZodType, Result extends PiecedFile>(
  definition: ForMember<Input, null, Result>,
): Served;
export function operation(definition: ForAnybody): Served;
export function operation(definition: Definition): Served {
  const { actor, input, output } = definition;
  const permission = 'permission' in definition ? definition.permission : null;
  const status = 'status' in definition ? (definition.status ?? 200) : 200;
  const keys =
    (actor === 'watcher' || (actor === 'member' && definition.keys !== false)) && isForKeys(definition.permission);
  const devices = ('devices' in definition && definition.devices) || [];
  return Object.assign(handlerOf(definition), {
    operation: { actor, permission, keys, devices, input, output, status },
  });
}

function handlerOf(definition: Definition): Handler {
  switch (definition.actor) {
    case 'member':
      return route(definition);
    case 'watcher':
      return watchRoute(definition);
    case 'user':
      return handled(async (request, params, requestId, caller) => {
        const { input, run, cost = 1, devices = [] } = definition;
        const identity = await caller.identify(devices.length > 0 ? 'with-devices' : null);
        if (identity.device && !devices.includes(identity.device.profile)) throw new DomainError('FORBIDDEN');
        if (cost > 0) await admitRequest({ userId: identity.userId, businessId: null, cost });
        const { businessId: _, ...raw } = await readInput(request, params);
        return jsonResponse(await run(identity, parseInput(input, raw), request, requestId));
      });
    case 'public':
      return definition.serve;
  }
}
