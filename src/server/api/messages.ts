import { jsonResponse } from '@/modules/access/route';
import { MessageAnswer, MessageList, Preview, Template, TemplateList, TestSent } from '@/modules/messages/answers';
import { drawPreview } from '@/modules/messages/draw-preview';
import { listTemplates } from '@/modules/messages/read-templates';
import { listMessages } from '@/modules/messages/reads';
import {
  ListMessagesInput,
  ListTemplatesInput,
  MessageId,
  TemplateInput,
  TemplateName,
} from '@/modules/messages/schema';
import { sendAgain } from '@/modules/messages/send-again';
import { sendTest } from '@/modules/messages/send-test';
import { resetTemplate, saveTemplate } from '@/modules/messages/set-template';
import { endpoint } from './endpoint';
import { operation } from './operation';

const permission = 'messages.manage';

export const messages = endpoint('/api/mensajes', {
  GET: operation({ actor: 'member', permission, input: ListMessagesInput, output: MessageList, run: listMessages }),
});

export const messageAgain = endpoint('/api/mensajes/[id]/reenviar', {
  POST: operation({ actor: 'member', permission, input: MessageId, output: MessageAnswer, run: sendAgain }),
});

export const templates = endpoint('/api/mensajes/plantillas', {
  GET: operation({ actor: 'member', permission, input: ListTemplatesInput, output: TemplateList, run: listTemplates }),
});

/** The version of a template is the answer's tag, which a change may send back as `If-Match`. */
const respond = (template: Template) => jsonResponse(template, 200, { etag: `"${template.version}"` });

export const template = endpoint('/api/mensajes/plantillas/[kind]/[locale]', {
  PUT: operation({ actor: 'member', permission, input: TemplateInput, output: Template, run: saveTemplate, respond }),
  DELETE: operation({
    actor: 'member',
    permission,
    input: TemplateName,
    output: Template,
    run: resetTemplate,
    respond,
  }),
});

export const templatePreview = endpoint('/api/mensajes/plantillas/[kind]/[locale]/vista', {
  POST: operation({ actor: 'member', permission, input: TemplateInput, output: Preview, run: drawPreview }),
});

/** A key has no mailbox. */
export const templateTest = endpoint('/api/mensajes/plantillas/[kind]/[locale]/prueba', {
  POST: operation({
    ...{ actor: 'member', permission, keys: false, input: TemplateInput, output: TestSent, run: sendTest },
  }),
});
