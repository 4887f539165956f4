import { randomUUID } from 'node:crypto';
import { count } from 'drizzle-orm';
import { DEFAULT_LOCALE } from '@/i18n/locale';
import type { Context } from '@/modules/access/context';
import { prepareMessage } from '@/modules/messages/write-message';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { InvitationAnswer } from './answers';
import { recordAccess } from './change';
import { findRole, type HeldRole, titleOf } from './find-role';
import { createLink } from './links';
import { isOpenInvitation } from './reads';
import type { InviteInput } from './schema';
import { invitation } from './tables';

const VALID_MS = 7 * 24 * 60 * 60_000;
/** How many invitations of one venue can be open at once. */
const MAX_OPEN = 100;

/**
 * Makes a link by which one person becomes a member, within seven days; it is sent to the address when one is given. Throws FORBIDDEN for a role that the member may
 * not grant, NOT_FOUND for a custom role that the venue does not have, and RATE_LIMITED while too many invitations are open.
 */
export async function createInvitation(ctx: Context, { email, ...named }: InviteInput): Promise<InvitationAnswer> {
  return transaction(async (tx) => insertInvitation(tx, ctx, await findRole(tx, ctx, named), email));
}

async function insertInvitation(tx: Tx, ctx: Context, held: HeldRole, email: string | undefined) {
  const [found] = await tx.select({ open: count() }).from(invitation).where(isOpenInvitation(ctx));
  if ((found?.open ?? 0) >= MAX_OPEN) throw new DomainError('RATE_LIMITED');
  const id = randomUUID();
  const { token, secretHash } = createLink(ctx.venue.id, id);
  const expiresAt = new Date(ctx.now.getTime() + VALID_MS);
  await tx.insert(invitation).values({
    ...{ businessId: ctx.venue.id, id, email: email ?? null, secretHash },
    ...{ role: held.role, customRoleId: held.customRole?.id ?? null },
    ...{ createdBy: ctx.userId, createdAt: ctx.now, expiresAt },
  });
  const message =
    email === undefined
      ? []
      : [
          await prepareMessage(
            tx,
            { businessId: ctx.venue.id, now: ctx.now },
            {
              ...{ kind: 'invitation', subjectId: id, recipient: email, token, expiresAt },
              locale: ctx.request.locale ?? DEFAULT_LOCALE,
            },
          ),
        ];
  const after = titleOf(held);
  const change = { kind: 'invitation', id, action: 'invitation.created', before: null, after } as const;
  await recordAccess(tx, ctx, change, message);
  return { id, url: `${ctx.request.origin}/invitacion/${token}`, expiresAt: expiresAt.toISOString() };
}
