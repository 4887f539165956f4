import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveSecret } from '@/platform/secret';

/** A page in the background answers late; what comes later than this is no answer to that question. */
const LIFE_MS = 2 * 60_000;
/** Processes' clocks differ a little. */
const AHEAD_MS = 30_000;

/** Whom a check was asked of, and by which process. */
export interface Check {
  readonly businessId: string;
  readonly userId: string;
  readonly connectionId: string;
  readonly instanceId: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
}

/**
 * The `auditId` of a check: what it was asked of is signed into it, so that every process of the installation recognises an answer and
 * none has to remember what another asked.
 */
export function checkId(check: Check): string {
  return `${check.connectionId}.${check.instanceId}.${check.askedAt.toString(36)}.${sign(check).toString('base64url')}`;
}

/** The check that this member was asked, lately, under that id; null for anything else. */
export function readCheckId(
  auditId: string | undefined,
  { businessId, userId }: Pick<Check, 'businessId' | 'userId'>,
  now: number,
): Check | null {
  const [connectionId = '', instanceId = '', asked = '', signature = ''] = auditId?.split('.') ?? [];
  const check = { businessId, userId, connectionId, instanceId, askedAt: Number.parseInt(asked, 36) };
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(check);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return check.askedAt > now - LIFE_MS && check.askedAt < now + AHEAD_MS ? check : null;
}

/** Under which its one verdict is kept, and the one after the device mended itself. */
export function verdictId({ connectionId, askedAt }: Check, healed: boolean): string {
  return `${connectionId}.${askedAt.toString(36)}${healed ? '.healed' : ''}`;
}

function sign({ businessId, userId, connectionId, instanceId, askedAt }: Check): Buffer {
  const text = JSON.stringify([businessId, userId, connectionId, instanceId, askedAt]);
  return createHmac('sha256', deriveSecret('audit')).update(text).digest();
}
