import { DemoErased } from '@/modules/access/answers';
import { requestJson } from '@/platform/browser/http';
import { leaveFor } from './sign-out';

/** Erases the demo and goes on to the setup with its code, in the part of the address that no server is sent. Throws ApiError. */
export async function eraseDemo(): Promise<void> {
  const { setupCode } = await requestJson('/api/demo/borrar', { answer: DemoErased, method: 'POST', body: {} });
  leaveFor(`/setup#${new URLSearchParams({ codigo: setupCode })}`);
}
