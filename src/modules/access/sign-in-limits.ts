import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { BoundedQueue, QueuePerKey } from '@/platform/bounded-queue';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress, limitKey } from '@/platform/http/client-address';
import { consume, sharedLimiter } from '@/platform/http/limits';
import type { RequestLimit } from '@/platform/metrics/instruments';
import { shared } from '@/platform/shared';
import { accountHash, type Device, readDevice } from './device-cookie';

const WINDOW_SECONDS = 15 * 60;
const ACCOUNT_WINDOW_SECONDS = 60 * 60;
/**
 * The most wrong passwords for one account from one address, or from one device that knows the account, in one window.
 */
const FAILURES = 10;
/** Above this number of wrong passwords, attempts for one account or from one address are only slowed down. */
const FAILURES_PER_ACCOUNT = 100;
const FAILURES_PER_ADDRESS = 200;
/** Above that number, one attempt is allowed per this many seconds. */
const ACCOUNT_PACE_SECONDS = 5;
const ADDRESS_PACE_SECONDS = 2;

/**
 * The parallel password checks. Each takes about 50 ms of one of Node's four threads: unknown devices get two threads,
 * known devices one.
 */
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

/** An attempt to prove who one is, by a password or a code, for an account with that e-mail in lower case. */
export function attemptOf({ headers }: ApiRequest, email: string): Attempt {
  return { email, address: clientAddress(headers), device: readDevice(headers.get('cookie')) };
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

/**
 * Unknown and known devices have separate queues, so that many attempts from unknown devices do not block known ones.
 */
function laneOf(hashes: number) {
  return { turns: new QueuePerKey(PAIRS, WAITING_PER_PAIR), hashing: new BoundedQueue(hashes, WAITING_HASHES) };
}

/**
 * Runs `check`, which returns whether the password was wrong, within the limits of sign-in (docs/adr/0026). Only a
 * wrong password uses up budget; an attempt that a limit refused, or that had another result, does not. Throws
 * RATE_LIMITED with the time to wait, and OVERLOADED when too many attempts wait; neither depends on whether the
 * account exists.
 */
export async function withinLimits<T extends { readonly wrong: boolean }>(
  { email, address, device }: Attempt,
  check: () => Promise<T>,
): Promise<T> {
  const account = accountHash(email);
  const known = device?.accounts.includes(account) ? `${device.id}.${account}` : null;
  const network = limitKey(address);
  // Attempts run one after another, so that several people who sign in to one shared account at once are not counted as
  // failures.
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

/** Null when the device has used up its budget: it is then treated as an unknown device. */
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

/**
 * The budget is charged before the attempt and returned after it, so that simultaneous attempts cannot exceed the limit
 * together.
 */
async function take(charged: Charge[], charge: Charge, limit: RequestLimit): Promise<void> {
  // A refused attempt was charged as well, so it is returned with the others.
  charged.push(charge);
  await consume(charge.limiter, charge.key, limit);
}

/** Charges without refusing. */
async function isPast(charged: Charge[], charge: Charge, points: number): Promise<boolean> {
  charged.push(charge);
  const { consumedPoints } = await charge.limiter.penalty(charge.key);
  return consumedPoints > points;
}

async function giveBack(charges: readonly Charge[]): Promise<void> {
  await Promise.all(charges.map(({ limiter, key }) => limiter.reward(key)));
}
