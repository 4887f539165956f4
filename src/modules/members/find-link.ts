import { DomainError } from '@/platform/errors';
import { findInvitation } from './accept-invitation';
import { findRecovery } from './complete-recovery';

/** The pages that a link opens, by the first part of their address. */
const FINDERS = { invitacion: findInvitation, recuperar: findRecovery } as const;
export type LinkPage = keyof typeof FINDERS;

/** What the page of a link shows, whatever the link's state; null for a token that opens nothing. */
export async function findLink<Page extends LinkPage>(
  page: Page,
  token: string,
  now = new Date(),
): Promise<Awaited<ReturnType<(typeof FINDERS)[Page]>> | null> {
  try {
    return (await FINDERS[page](token, now)) as Awaited<ReturnType<(typeof FINDERS)[Page]>>;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
