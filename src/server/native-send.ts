import { resolve } from 'node:path';
import { env } from '@/platform/env';
import { shared } from '@/platform/shared';
import { loadSendMany, type SendMany } from '@/realtime/server/send-many';

/**
 * The native fan-out; null when the build could not make it, or when SSE_NATIVE_SEND disables it: streams are then sent
 * from JavaScript.
 */
export function nativeSend(): SendMany | null {
  return shared('native-send', () => (env().SSE_NATIVE_SEND ? loadSendMany(resolve('build', 'send-many.node')) : null));
}
