import * as z from 'zod';
import { LOCALES } from '@/i18n/locale';
import { Id, Line, Lines, orAbsent } from '@/platform/input/fields';
import { TEMPLATE_KINDS } from './rules';
import { LONGEST } from './template-rules';

/** GET /api/mensajes: of the whole venue, or of one reservation. */
export const ListMessagesInput = z.strictObject({ reservationId: orAbsent(Id) });
export type ListMessagesInput = z.infer<typeof ListMessagesInput>;

/** POST /api/mensajes/[id]/reenviar */
export const MessageId = z.strictObject({ id: Id });
export type MessageId = z.infer<typeof MessageId>;

/** GET /api/mensajes/plantillas */
export const ListTemplatesInput = z.strictObject({});

const name = { kind: z.enum(TEMPLATE_KINDS), locale: z.enum(LOCALES) };

/** DELETE /api/mensajes/plantillas/[kind]/[locale] */
export const TemplateName = z.strictObject(name);
export type TemplateName = z.infer<typeof TemplateName>;

/** PUT of the same, POST …/vista and …/prueba. Whether the text is sound depends on the kind: check-template.ts. */
export const TemplateInput = z.strictObject({ ...name, subject: Line(LONGEST.subject), body: Lines(LONGEST.body) });
export type TemplateInput = z.infer<typeof TemplateInput>;
