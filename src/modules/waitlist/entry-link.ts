import { createHmac } from 'node:crypto';
import { deriveSecret } from '@/platform/secret';
import { readSignedIds, signIds } from '@/platform/signed-ids';

const PURPOSE = 'waitlist-links';

/** Which entry the secret of a party's page is of; null for one that this installation did not sign. */
export function readEntryToken(text: string): { readonly businessId: string; readonly entryId: string } | null {
  const named = readSignedIds(PURPOSE, text);
  return named && { businessId: named[0], entryId: named[1] };
}

/** The page of a party that waits, below the venue's own address: its secret names the venue and the entry, signed. */
export function entryPath(slug: string, row: { readonly businessId: string; readonly id: string }): string {
  return `/v/${slug}/espera/${signIds(PURPOSE, row.businessId, row.id)}`;
}

/** The text that accepts one offer of an entry: what its hold is known by. The database has its SHA-256 alone. */
export function offerSecret(entryId: string, offeredAt: Date): string {
  return createHmac('sha256', deriveSecret('waitlist-offers'))
    .update(`${entryId} ${offeredAt.getTime()}`)
    .digest('base64url');
}
