import type { PairInput } from '@/modules/devices/schema';
import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress, limitKey } from '@/platform/http/client-address';
import { consume, sharedLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';
import { admitLink } from './link-limit';

const WINDOW_SECONDS = 10 * 60;
/** Codes that were tried in the life of one pairing, from one network. Eight of 23 letters are 78 thousand millions. */
const CODES_PER_NETWORK = 20;
/** The same from everywhere: so many guesses find one of a hundred open codes once in a million windows. */
const CODES = 600;

const limiters = () =>
  shared('limits.pairing', () => ({
    network: sharedLimiter('pairing.network', CODES_PER_NETWORK, WINDOW_SECONDS),
    all: sharedLimiter('pairing.all', CODES, WINDOW_SECONDS),
  }));

/**
 * Pairs a phone within the limits: a token is a long random text, a code is short enough to be guessed. A code that
 * paired a phone uses up nothing, so that a venue can pair all its phones from one network. Throws RATE_LIMITED.
 */
export async function withinPairingLimits<T>(
  request: ApiRequest,
  input: PairInput,
  work: () => Promise<T>,
): Promise<T> {
  if ('token' in input) {
    await admitLink(request);
    return work();
  }
  const { network, all } = limiters();
  const key = limitKey(clientAddress(request.headers));
  await consume(network, key, 'link');
  await consume(all, 'all', 'link');
  const done = await work();
  await Promise.all([network.reward(key), all.reward('all')]);
  return done;
}
