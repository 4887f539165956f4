import { formatText } from '@/i18n/format-text';
import type { Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { fileResponse, handled, parseInput } from '@/modules/access/route';
import { drawCalendar } from '@/modules/attendance/draw-calendar';
import { recordCancellation } from '@/modules/attendance/record-cancellation';
import { recordLateness } from '@/modules/attendance/record-lateness';
import { LatenessInput } from '@/modules/attendance/schema';
import { DomainError } from '@/platform/errors';
import { originOf } from '@/platform/http/origin';
import { readForm } from '@/platform/http/request-input';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** What a guest does by the link of their pass, which is all that they need to know. */
export const passCalendar = endpoint('/api/pase/[token]/calendario', {
  GET: operation({
    actor: 'public',
    input: null,
    output: null,
    serve: handled(async (request, { token = '' }, _requestId, caller) => {
      const textsIn = (ofVenue: Locale) => {
        const locale = caller.localeOr(ofVenue);
        const { summary, description } = MESSAGES[locale].pase.calendar;
        return {
          summary: (facts: { venue: string }) => formatText(locale, summary, facts),
          description: (facts: { count: number; code: string; url: string }) => formatText(locale, description, facts),
        };
      };
      return fileResponse(await drawCalendar(token, originOf(request.headers, request.url), textsIn, new Date()));
    }),
  }),
});

/**
 * A form of the pass's page, which works without scripts: it answers with the page, where the guest reads what the venue
 * now knows. `handled` refuses a form of another site. Nothing is changed by GET, which programs that read mail send.
 */
export const passLateness = endpoint('/api/pase/[token]/retraso', {
  POST: operation({
    actor: 'public',
    input: null,
    output: null,
    status: 303,
    serve: handled(async (request, { token = '' }) => {
      const input = parseInput(LatenessInput, await readForm(request));
      const refusal = await recordLateness(token, input, new Date()).then(() => null, refusalOf);
      const query = refusal === null ? '' : `?aviso=${refusal}`;
      return new Response(null, {
        status: 303,
        headers: { location: `/pase/${encodeURIComponent(token)}${query}#retraso` },
      });
    }),
  }),
});

/** A form of its own page, as that of a delay. It answers with the pass, which then says that it is cancelled. */
export const passCancellation = endpoint('/api/pase/[token]/cancelar', {
  POST: operation({
    actor: 'public',
    input: null,
    output: null,
    status: 303,
    serve: handled(async (_request, { token = '' }) => {
      const isClosed = await recordCancellation(token, new Date()).then(() => false, isClosedCancellation);
      const page = `/pase/${encodeURIComponent(token)}`;
      return new Response(null, { status: 303, headers: { location: isClosed ? `${page}/cancelar` : page } });
    }),
  }),
});

/** The refusal that the page of the cancellation explains; others are thrown again. */
function isClosedCancellation(error: unknown): true {
  if (error instanceof DomainError && error.code === 'CANCELLATION_CLOSED') return true;
  throw error;
}

/** The refusals that the page explains; the others are thrown again. */
function refusalOf(error: unknown): string {
  if (error instanceof DomainError && (error.code === 'LATENESS_CLOSED' || error.code === 'RATE_LIMITED'))
    return error.code;
  throw error;
}
