import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { BoundedQueue, QueuePerKey } from '@/platform/bounded-queue';
import { DomainError } from '@/platform/errors';
import { limitKey } from '@/platform/http/client-address';
import { consume, sharedLimiter } from '@/platform/http/limits';
import type { RequestLimit } from '@/platform/metrics/instruments';
import { shared } from '@/platform/shared';
import { accountHash, type Device } from './device-cookie';

const WINDOW_SECONDS = 15 * 60;
const ACCOUNT_WINDOW_SECONDS = 60 * 60;
/** Wrong passwords for one account from one address, or from one device that the account knows; then the window must end. */
const FAILURES = 10;
/** Wrong passwords past which one account, or one address, is only slowed down. */
const FAILURES_PER_ACCOUNT = 100;
const FAILURES_PER_ADDRESS = 200;
/** Then one attempt in so many seconds. */
const ACCOUNT_PACE_SECONDS = 5;
const ADDRESS_PACE_SECONDS = 2;

/** Each password costs some 50 ms of one of Node's four threads: strangers get two of them, known devices one. */
const HASHES = { strangers: 2, devices: 1 } as const;
const WAITING_HASHES = 60;
const WAITING_PER_PAIR = 20;
const PAIRS = 500;

interface Attempt {
  /** In lower case. */
  readonly email: string;
  readonly address: string;
  readonly device: Device | null;
}

interface Charge {
  readonly limiter: RateLimiterAbstract;
  readonly key: string;
}

const state = () =>
  shared('sign-in.limits', () => ({
    device: sharedLimiter('sign-in.device', FAILURES, WINDOW_SECONDS),
    pair: sharedLimiter('sign-in.pair', FAILURES, WINDOW_SECONDS),
    account: sharedLimiter('sign-in.account', FAILURES_PER_ACCOUNT, ACCOUNT_WINDOW_SECONDS),
    accountPace: sharedLimiter('sign-in.account-pace', 1, ACCOUNT_PACE_SECONDS),
    address: sharedLimiter('sign-in.address', FAILURES_PER_ADDRESS, WINDOW_SECONDS),
    addressPace: sharedLimiter('sign-in.address-pace', 1, ADDRESS_PACE_SECONDS),
    strangers: laneOf(HASHES.strangers),
    devices: laneOf(HASHES.devices),
  }));

/** Strangers and known devices wait apart, so that no crowd of the first keeps the second out. */
function laneOf(hashes: number) {
  return { turns: new QueuePerKey(PAIRS, WAITING_PER_PAIR), hashing: new BoundedQueue(hashes, WAITING_HASHES) };
}

/**
 * Runs `check`, which tells whether the password was wrong, within the limits of sign-in (docs/adr/0026). Only a wrong password
 * costs; what was refused by a limit, or answered otherwise, costs nothing. Throws RATE_LIMITED with the time to wait, and
 * OVERLOADED when too many wait; neither depends on whether the account exists.
 */
export async function withinLimits<T extends { readonly wrong: boolean }>(
  { email, address, device }: Attempt,
  check: () => Promise<T>,
): Promise<T> {
  const account = accountHash(email);
  const known = device?.accounts.includes(account) ? `${device.id}.${account}` : null;
  const network = limitKey(address);
  // One after another, so that many people of one shared account signing in at once are not taken for failures.
  const { strangers, devices } = state();
  return (known === null ? strangers : devices).turns.run(known ?? `${account}.${network}`, async () => {
    const own = known === null ? null : await chargeDevice(known);
    const charged = own ?? (await chargeStranger(account, network));
    const { hashing } = own ? devices : strangers;
    let wrong = false;
    try {
      const result = await hashing.run(check);
      wrong = result.wrong;
      return result;
    } finally {
      if (!wrong) await giveBack(charged);
    }
  });
}

/** Null when the device has used up its budget: it is as good as a strange one then. */
async function chargeDevice(key: string): Promise<Charge[] | null> {
  const charged: Charge[] = [];
  try {
    await take(charged, { limiter: state().device, key }, 'sign_in_device');
    return charged;
  } catch (error) {
    await giveBack(charged);
    if (error instanceof DomainError) return null;
    throw error;
  }
}

async function chargeStranger(account: string, network: string): Promise<Charge[]> {
  const { pair, account: byAccount, accountPace, address, addressPace } = state();
  const charged: Charge[] = [];
  try {
    await take(charged, { limiter: pair, key: `${account}.${network}` }, 'sign_in_pair');
    if (await isPast(charged, { limiter: byAccount, key: account }, FAILURES_PER_ACCOUNT)) {
      await take(charged, { limiter: accountPace, key: account }, 'sign_in_account');
    }
    if (await isPast(charged, { limiter: address, key: network }, FAILURES_PER_ADDRESS)) {
      await take(charged, { limiter: addressPace, key: network }, 'sign_in_address');
    }
    return charged;
  } catch (error) {
    await giveBack(charged);
    throw error;
  }
}

/** Charged before the attempt and given back after it, so that attempts at once cannot slip through together. */
async function take(charged: Charge[], charge: Charge, limit: RequestLimit): Promise<void> {
  // A refusal has been counted as well: it is given back with the rest.
  charged.push(charge);
  await consume(charge.limiter, charge.key, limit);
}

/** Counts without refusing. */
async function isPast(charged: Charge[], charge: Charge, points: number): Promise<boolean> {
  charged.push(charge);
  const { consumedPoints } = await charge.limiter.penalty(charge.key);
  return consumedPoints > points;
}

async function giveBack(charges: readonly Charge[]): Promise<void> {
  await Promise.all(charges.map(({ limiter, key }) => limiter.reward(key)));
}
