import * as z from 'zod';
import { NewPassword } from '@/modules/access/schema';
import { Email, Id, Line, Name, orAbsent, Text } from '@/platform/input/fields';

const LowerEmail = Email.transform((email) => email.toLowerCase());
/** Which roles exist and may be granted is a rule, not a form: rules.ts. */
const RoleName = Line(40).pipe(z.string().min(1));
/** A built-in role by its code, or one of the venue's own by its id. */
const named = { role: RoleName.optional(), customRoleId: Id.optional() };
export type NamedRole = { readonly [Key in keyof typeof named]?: string | undefined };
const isOne = ({ role, customRoleId }: NamedRole) => (role === undefined) !== (customRoleId === undefined);
const ONE = { path: ['role'], message: 'either role or customRoleId' };

/** GET /api/miembros */
export const ListMembersInput = z.strictObject({});

/** POST /api/miembros/invitaciones */
export const InviteInput = z.strictObject({ ...named, email: orAbsent(LowerEmail) }).refine(isOne, ONE);
export type InviteInput = z.infer<typeof InviteInput>;

/** DELETE /api/miembros/invitaciones/[id] */
export const InvitationId = z.strictObject({ id: Id });
export type InvitationId = z.infer<typeof InvitationId>;

export const MemberId = z.strictObject({ userId: Id });
export type MemberId = z.infer<typeof MemberId>;

/** PUT /api/miembros/[userId] */
export const ChangeRoleInput = z.strictObject({ userId: Id, ...named }).refine(isOne, ONE);
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>;

const Token = Text.max(200);

/** POST /api/invitaciones/aceptar by a person without a session. */
export const AcceptInput = z.strictObject({ token: Token, name: Name(120), email: LowerEmail, password: NewPassword });
export type AcceptInput = z.infer<typeof AcceptInput>;
/** POST /api/invitaciones/aceptar with the account that is signed in. */
export const JoinInput = z.strictObject({ token: Token });

/** POST /api/recuperacion */
export const RecoverInput = z.strictObject({ token: Token, password: NewPassword });
export type RecoverInput = z.infer<typeof RecoverInput>;

/** POST /api/recuperacion/pedir */
export const AskRecoveryInput = z.strictObject({ email: LowerEmail });
