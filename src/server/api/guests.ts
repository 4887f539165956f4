import type { z } from 'zod';
import { formatText } from '@/i18n/format-text';
import type { Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { fileResponse, type Handler, handled, jsonResponse, parseInput } from '@/modules/access/route';
import { PassStatus } from '@/modules/attendance/answers';
import { drawCalendar } from '@/modules/attendance/draw-calendar';
import { drawPassFile, type PassFormat } from '@/modules/attendance/draw-pass-file';
import { readPassStatus } from '@/modules/attendance/read-pass-status';
import { recordCancellation } from '@/modules/attendance/record-cancellation';
import { recordLateness } from '@/modules/attendance/record-lateness';
import { recordOnMyWay } from '@/modules/attendance/record-on-my-way';
import { LatenessInput, OnMyWayInput } from '@/modules/attendance/schema';
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

/** A file that shows the pass as its page does. Only the guest's own browser keeps it, and asks whether it is still so. */
function drawn(format: PassFormat) {
  const serve = handled(async (request, { token = '' }, _requestId, caller) => {
    const known = /^"([\w-]+)"$/.exec(request.headers.get('if-none-match') ?? '')?.[1] ?? null;
    const localeOr = (ofVenue: Locale) => caller.localeOr(ofVenue);
    const { mark, file } = await drawPassFile(token, format, localeOr, known, new Date());
    const answer = file ? fileResponse(file) : new Response(null, { status: 304 });
    answer.headers.set('etag', `"${mark}"`);
    answer.headers.set('vary', 'accept-language');
    return answer;
  });
  const kept: Handler = async (request, context) => {
    const answer = await serve(request, context);
    if (answer.headers.has('etag')) answer.headers.set('cache-control', 'private, no-cache');
    return answer;
  };
  return operation({ actor: 'public', input: null, output: null, serve: kept });
}

export const passImage = endpoint('/api/pase/[token]/imagen', { GET: drawn('image') });
export const passPdf = endpoint('/api/pase/[token]/pdf', { GET: drawn('pdf') });

/**
 * A form of the pass's page, which works without scripts: it answers with the page at `section`, where the guest reads
 * what the venue now knows. `handled` refuses a form of another site. Nothing is changed by GET, which programs that read
 * mail send.
 */
function announcement<Input extends z.ZodType>(
  input: Input,
  section: string,
  record: (token: string, input: z.output<Input>, now: Date) => Promise<void>,
) {
  return operation({
    actor: 'public',
    input: null,
    output: null,
    status: 303,
    serve: handled(async (request, { token = '' }) => {
      const asked = parseInput(input, await readForm(request));
      const refusal = await record(token, asked, new Date()).then(() => null, refusalOf);
      const query = refusal === null ? '' : `?aviso=${refusal}`;
      const location = `/pase/${encodeURIComponent(token)}${query}#${section}`;
      return new Response(null, { status: 303, headers: { location } });
    }),
  });
}

/**
 * What an open page of the pass asks for again and again, without a session: a few bytes, or none where nothing has
 * changed since the mark that the page names.
 */
export const passStatus = endpoint('/api/pase/[token]/estado', {
  GET: operation({
    actor: 'public',
    input: null,
    output: PassStatus,
    serve: handled(async (request, { token = '' }) => {
      const { status, mark } = await readPassStatus(token, new Date());
      const etag = `"${mark}"`;
      if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: { etag } });
      return jsonResponse(status, 200, { etag });
    }),
  }),
});

export const passLateness = endpoint('/api/pase/[token]/retraso', {
  POST: announcement(LatenessInput, 'retraso', recordLateness),
});

export const passOnMyWay = endpoint('/api/pase/[token]/en-camino', {
  POST: announcement(OnMyWayInput, 'en-camino', recordOnMyWay),
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

const EXPLAINED: readonly string[] = ['LATENESS_CLOSED', 'ARRIVAL_CLOSED', 'RATE_LIMITED'];

/** The refusals that the page explains; the others are thrown again. */
function refusalOf(error: unknown): string {
  if (error instanceof DomainError && EXPLAINED.includes(error.code)) return error.code;
  throw error;
}
