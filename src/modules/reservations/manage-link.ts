import { readSignedIds, signIds } from '@/platform/signed-ids';

const PURPOSE = 'manage-links';

/**
 * The secret of the page on which a guest manages their reservation: its venue and itself, signed by the installation. Nothing of it is
 * stored, and it stays the same for as long as the reservation is there.
 */
export function manageToken(businessId: string, reservationId: string): string {
  return signIds(PURPOSE, businessId, reservationId);
}

/** Which reservation a secret is of; null for one that this installation did not sign. */
export function readManageToken(text: string): { readonly businessId: string; readonly reservationId: string } | null {
  const named = readSignedIds(PURPOSE, text);
  return named && { businessId: named[0], reservationId: named[1] };
}

/** The page itself, below the venue's own address. */
export function managePath(slug: string, row: { readonly businessId: string; readonly id: string }): string {
  return `/v/${slug}/reserva/${manageToken(row.businessId, row.id)}`;
}
