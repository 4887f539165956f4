import * as z from 'zod/mini';
import { ROLES } from '@/modules/access/context';

/** The venue's own role that somebody has; absent for a built-in one. */
const CustomRole = z.optional(z.object({ id: z.string(), name: z.string() }));

const Member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  /** A built-in role; of a custom one, the largest built-in role that it covers. */
  role: z.enum(ROLES),
  customRole: CustomRole,
  /** Whether a sign-in of theirs asks for a code besides the password. */
  secondFactor: z.boolean(),
  /** When a living session of theirs was last used, to the hour; null without one. */
  lastSeenAt: z.nullable(z.string()),
});
export type Member = z.infer<typeof Member>;

/** An invitation that can still be accepted. */
const Invitation = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  customRole: CustomRole,
  email: z.nullable(z.string()),
  expiresAt: z.string(),
});
export type Invitation = z.infer<typeof Invitation>;

/** GET /api/miembros */
export const MemberList = z.object({
  members: z.array(Member),
  invitations: z.array(Invitation),
  cursor: z.string(),
});
export type MemberList = z.infer<typeof MemberList>;

/** POST /api/miembros/invitaciones. The link is in this answer only. */
export const InvitationAnswer = z.object({ id: z.string(), url: z.string(), expiresAt: z.string() });
export type InvitationAnswer = z.infer<typeof InvitationAnswer>;

export const InvitationRevoked = z.object({ id: z.string() });

export const MemberAnswer = z.object({ member: Member });
export const MemberRemoved = z.object({ userId: z.string() });

/** POST /api/miembros/[userId]/recuperacion. The link is in this answer only. */
export const RecoveryAnswer = z.object({ url: z.string(), expiresAt: z.string() });

/** POST /api/invitaciones/aceptar: the account whose session the answer opens. */
export const AccountAnswer = z.object({ userId: z.string(), businessId: z.string(), slug: z.string() });
export type AccountAnswer = z.infer<typeof AccountAnswer>;

/** POST /api/recuperacion: as above, but with `needsCode` no session is open before the code of the second factor. */
export const RecoveredAnswer = z.extend(AccountAnswer, { needsCode: z.boolean() });
export type RecoveredAnswer = z.infer<typeof RecoveredAnswer>;

/** POST /api/recuperacion/pedir: the same for every address. */
export const RecoveryAsked = z.object({});
