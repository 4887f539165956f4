import { requestJson } from '@/app/_client/http';
import { DemoErased } from '@/domain/people/schema';
import { leaveFor } from './sign-out';

/** Erases the demo and goes on to the setup, with its code when it asks for one. Throws ApiError. */
export async function eraseDemo(): Promise<void> {
  const { setupCode } = await requestJson('/api/demo/borrar', { answer: DemoErased, method: 'POST', body: {} });
  leaveFor(setupCode === null ? '/setup' : `/setup#codigo=${encodeURIComponent(setupCode)}`);
}
