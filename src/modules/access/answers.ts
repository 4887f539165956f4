import * as z from 'zod/mini';
import { LOCALES } from '@/i18n/locale';
import { PROFILES, ROLES, type Role } from './context';

/** GET /api/me, as the server writes it: who is signed in, and the venues they belong to. */
export const MeAnswer = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  /** Present for a paired device, which is signed in as nobody. */
  device: z.optional(z.object({ id: z.string(), profile: z.enum(PROFILES), gateIds: z.array(z.string()) })),
  memberships: z.array(
    z.object({
      businessId: z.string(),
      slug: z.string(),
      name: z.string(),
      /** A built-in role; of a custom one, the largest built-in role that it covers. */
      role: z.enum(ROLES),
      /** The venue's own role that the member has; absent for a built-in one. */
      customRole: z.optional(z.object({ id: z.string(), name: z.string(), permissions: z.array(z.string()) })),
      timeZone: z.string(),
      cutoffHour: z.int(),
      /** How many people the venue holds in a night; null where nobody has said it. */
      capacity: z.nullable(z.int()),
      lateToleranceMinutes: z.int(),
    }),
  ),
});

/** POST /api/setup and POST /api/locales */
export const SetupAnswer = z.object({ businessId: z.string(), slug: z.string() });
export type SetupAnswer = z.infer<typeof SetupAnswer>;

/** PUT /api/me/idioma */
export const LanguageChosen = z.object({ locale: z.enum(LOCALES) });

/**
 * Which notices about the work of others a person wants: every one, those about bookings, cancellations and excess, or
 * none.
 */
export const NOTICE_CHOICES = ['all', 'important', 'none'] as const;
export type NoticeChoice = (typeof NOTICE_CHOICES)[number];

/** `all` for a choice that this version does not know, and for none. */
export function parseNoticeChoice(value: string | null): NoticeChoice {
  return NOTICE_CHOICES.find((choice) => choice === value) ?? 'all';
}

/** PUT /api/me/avisos */
export const NoticesChosen = z.object({ notices: z.enum(NOTICE_CHOICES) });

/** `setupCode`: the code that /setup asks for, returned to the owner who has just erased the demo. */
export const DemoErased = z.object({ setupCode: z.string() });

/** The accounts that can sign in to the demo. */
export interface DemoAccount {
  readonly email: string;
  readonly role: Role | 'OPERATOR';
  /** The venue's name; null for an operator, who belongs to no venue. */
  readonly venue: string | null;
}

/** GET /api/sesiones: where an account is signed in. `device` is a browser and a kind of machine, or `?`. */
export const SessionList = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      device: z.string(),
      isCurrent: z.boolean(),
      createdAt: z.string(),
      usedAt: z.string(),
    }),
  ),
});
export type SessionList = z.infer<typeof SessionList>;

/** DELETE /api/sesiones/[id] */
export const SessionEnded = z.object({ id: z.string() });

/** DELETE /api/sesiones and PUT /api/me/contrasena: how many other sessions have ended. */
export const SessionsEnded = z.object({ ended: z.int() });
