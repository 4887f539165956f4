import type { Locale } from '@/i18n/locale';
import { requestJson } from '@/platform/browser/http';
import { Preview, Template, TemplateList, TestSent } from '../answers';
import type { TemplateKind } from '../rules';
import type { TemplateText } from '../template-rules';

export interface TemplateName {
  readonly kind: TemplateKind;
  readonly locale: Locale;
}

const pathOf = ({ kind, locale }: TemplateName) => `/api/mensajes/plantillas/${kind}/${locale}`;
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

/** All throw ApiError. */
export const templatesApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/mensajes/plantillas', { answer: TemplateList, query: { businessId }, signal }),
  /** Refused with VERSION_CONFLICT when someone has changed the text since `version`, as `reset` is. */
  save: (businessId: string, name: TemplateName, { subject, body }: TemplateText, version: number) =>
    requestJson(pathOf(name), {
      ...{ method: 'PUT', answer: Template, headers: ifMatch(version), body: { businessId, subject, body } },
    }),
  reset: (businessId: string, name: TemplateName, version: number) =>
    requestJson(pathOf(name), {
      ...{ method: 'DELETE', answer: Template, headers: ifMatch(version), query: { businessId } },
    }),
  preview: (businessId: string, name: TemplateName, { subject, body }: TemplateText, signal: AbortSignal) =>
    requestJson(`${pathOf(name)}/vista`, {
      ...{ method: 'POST', answer: Preview, body: { businessId, subject, body }, signal },
    }),
  test: (businessId: string, name: TemplateName, { subject, body }: TemplateText) =>
    requestJson(`${pathOf(name)}/prueba`, {
      ...{ method: 'POST', answer: TestSent, body: { businessId, subject, body } },
    }),
};
