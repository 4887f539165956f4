import * as z from 'zod/mini';

/** PUT /api/me/nombre */
export const NameChanged = z.object({ name: z.string() });

/** PUT /api/me/correo: with `confirming`, the address counts once the link that was sent there is used. */
export const EmailAsked = z.object({ email: z.string(), confirming: z.boolean() });
export type EmailAsked = z.infer<typeof EmailAsked>;

/** POST /api/correo */
export const EmailConfirmed = z.object({ email: z.string() });

/** GET /api/me/segundo-factor, and what a change of it answers. `codes`: the recovery codes that are left. */
export const SecondFactorState = z.object({ on: z.boolean(), codes: z.int() });
export type SecondFactorState = z.infer<typeof SecondFactorState>;

/** POST /api/me/segundo-factor: what an authenticator needs, and the recovery codes. They are in this answer only. */
export const SecondFactorBegun = z.object({ uri: z.string(), secret: z.string(), codes: z.array(z.string()) });
export type SecondFactorBegun = z.infer<typeof SecondFactorBegun>;

/** POST /api/me/segundo-factor/codigos. The codes are in this answer only; earlier ones have ended. */
export const CodesRenewed = z.object({ codes: z.array(z.string()) });
export type CodesRenewed = z.infer<typeof CodesRenewed>;
