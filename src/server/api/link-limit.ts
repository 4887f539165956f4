import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress, limitKey } from '@/platform/http/client-address';
import { consume, sharedLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';

/** Links are long random texts; the limit is for those who try them out, and for hashes of passwords. */
const ATTEMPTS_PER_MINUTE = 20;
const limiter = () => shared('limits.links', () => sharedLimiter('links', ATTEMPTS_PER_MINUTE, 60));

/** Throws RATE_LIMITED for a network that tries too many links. */
export async function admitLink({ headers }: ApiRequest): Promise<void> {
  await consume(limiter(), limitKey(clientAddress(headers)), 'link');
}
