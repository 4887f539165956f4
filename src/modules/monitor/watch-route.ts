import type { z } from 'zod';
import { isForKeys, type Permission } from '@/modules/access/context';
import { type Handler, handled, jsonResponse, parseInput } from '@/modules/access/route';
import { DomainError } from '@/platform/errors';
import { admitRequest } from '@/platform/http/limits';
import { readInput } from '@/platform/http/request-input';
import { requireWatcher } from './find-watcher';
import { authorizeWatcher, type Watcher } from './watcher';

/** What one endpoint of the console does. */
export interface WatcherRoute<Schema extends z.ZodType, Output> {
  readonly permission: Permission;
  readonly input: Schema;
  readonly run: (watcher: Watcher, input: z.output<Schema>) => Promise<Output>;
}

/** A route of the console: like `route`, but for a watcher, who may be an operator and see every venue. */
export function watchRoute<Schema extends z.ZodType, Output>({
  permission,
  input,
  run,
}: WatcherRoute<Schema, Output>): Handler {
  return handled(async (request, params, requestId, caller) => {
    const identity = await (isForKeys(permission) ? caller.identifyAny() : caller.identify());
    const { businessId, ...raw } = await readInput(request, params);
    if (businessId !== undefined && typeof businessId !== 'string') throw new DomainError('VALIDATION');
    const watcher = await requireWatcher(identity, businessId, requestId);
    await admitRequest({
      ...{ userId: identity.userId, businessId: watcher.venue?.id ?? null },
      isKey: identity.key !== undefined,
    });
    authorizeWatcher(watcher, permission);
    return jsonResponse(await run(watcher, parseInput(input, raw)));
  });
}
