import * as z from 'zod/mini';
import { LOCALES } from '@/i18n/locale';
import { KINDS, STATES, TEMPLATE_KINDS } from './rules';

const Message = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  recipient: z.string(),
  state: z.enum(STATES),
  /** Why the last attempt failed, as a code; null without one. */
  reason: z.nullable(z.string()),
  attempts: z.number(),
  createdAt: z.string(),
  sentAt: z.nullable(z.string()),
  /** When it is tried next at the earliest; null unless it waits. */
  nextAt: z.nullable(z.string()),
  /** Whether it can be sent again. */
  repeatable: z.boolean(),
});
export type Message = z.infer<typeof Message>;

/** GET /api/mensajes: the newest first. */
export const MessageList = z.object({
  messages: z.array(Message),
  /** Whether this server sends mail at all. */
  sends: z.boolean(),
  cursor: z.string(),
});
export type MessageList = z.infer<typeof MessageList>;

/** POST /api/mensajes/[id]/reenviar */
export const MessageAnswer = z.object({ message: Message });

const Text = z.object({ subject: z.string(), body: z.string() });

/** PUT and DELETE /api/mensajes/plantillas/[kind]/[locale] */
export const Template = z.object({
  kind: z.enum(TEMPLATE_KINDS),
  locale: z.enum(LOCALES),
  subject: z.string(),
  body: z.string(),
  builtIn: Text,
  /** Whether the venue has written its own. */
  isOwn: z.boolean(),
  /** For `If-Match`; 0 is the built-in text. */
  version: z.int(),
});
export type Template = z.infer<typeof Template>;

/** GET /api/mensajes/plantillas: each kind in each language. */
export const TemplateList = z.object({ templates: z.array(Template), sends: z.boolean(), cursor: z.string() });
export type TemplateList = z.infer<typeof TemplateList>;

/** POST …/vista: the letter with invented values, as it would be sent. */
export const Preview = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type Preview = z.infer<typeof Preview>;

/** POST …/prueba: the address to which the test goes. */
export const TestSent = z.object({ recipient: z.string() });
