import type { BrowserContext } from '@playwright/test';
import { type DemoUser, USERS } from './api';
import { DEMO_PASSWORD } from './server';

/** Signs a browser in without the form, which has its own test. */
export async function login(context: BrowserContext, user: DemoUser): Promise<void> {
  const response = await context.request.post('/api/auth/sign-in/email', {
    data: { email: USERS[user], password: DEMO_PASSWORD },
  });
  if (!response.ok()) throw new Error(`sign-in of ${user}: ${response.status()} ${await response.text()}`);
}
