import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveSecret } from '@/platform/secret';

/** A page in the background answers late; an answer after this time is not accepted. */
const LIFE_MS = 2 * 60_000;
/** The clocks of processes differ a little. */
const AHEAD_MS = 30_000;

/** The stream and the process of a device check. */
export interface Check {
  readonly businessId: string;
  readonly userId: string;
  readonly connectionId: string;
  readonly instanceId: string;
  /** Unix time in milliseconds. */
  readonly askedAt: number;
}

/**
 * The `auditId` of a device check: the data of the check is signed into it, so that every process of the installation
 * recognises an answer and no process has to remember what another asked.
 */
export function checkId(check: Check): string {
  return `${check.connectionId}.${check.instanceId}.${check.askedAt.toString(36)}.${sign(check).toString('base64url')}`;
}

/** The check with that id, if this member was asked recently; null for any other text. */
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

/**
 * The id under which the only verdict of a check is stored, and the id of the verdict after the device has repaired its
 * lists.
 */
export function verdictId({ connectionId, askedAt }: Check, healed: boolean): string {
  return `${connectionId}.${askedAt.toString(36)}${healed ? '.healed' : ''}`;
}

function sign({ businessId, userId, connectionId, instanceId, askedAt }: Check): Buffer {
  const text = JSON.stringify([businessId, userId, connectionId, instanceId, askedAt]);
  return createHmac('sha256', deriveSecret('audit')).update(text).digest();
}
