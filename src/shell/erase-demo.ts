import { DemoErased } from '@/modules/access/answers';
import { requestJson } from '@/platform/browser/http';
import { leaveFor } from './sign-out';

/**
 * Erases the demo and continues to the setup with its code in the fragment of the address, which is not sent to any
 * server. Throws ApiError.
 */
export async function eraseDemo(): Promise<void> {
  const { setupCode } = await requestJson('/api/demo/borrar', { answer: DemoErased, method: 'POST', body: {} });
  leaveFor(`/setup#${new URLSearchParams({ codigo: setupCode })}`);
}
