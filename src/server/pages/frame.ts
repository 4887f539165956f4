import { createHash } from 'node:crypto';
import { formatText } from '@/i18n/format-text';
import { LANGUAGES, type Locale, parseLocale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { Caller } from '@/modules/access/caller';
import { type Handler, handled } from '@/modules/access/route';
import { findBooking } from '@/modules/booking/find-booking';
import { type FoundPage, findPage } from '@/modules/booking/find-page';
import { inkOn } from '@/modules/venues/accent';
import { findOwnEntry } from '@/modules/waitlist/find-own-entry';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { statusOf } from '@/platform/http/problem';
import { type Html, html } from './html';
import { STYLE } from './style';

export type Texts = (typeof MESSAGES)[Locale]['booking'];

/** What every page of a venue knows of who looks at it. */
export interface Visit {
  readonly found: FoundPage;
  readonly locale: Locale;
  /** The language that the address names; null where the browser's decides. */
  readonly named: Locale | null;
  /** Whether the page stands in a frame of another site. */
  readonly embed: boolean;
  readonly query: URLSearchParams;
  readonly now: Date;
}

interface Drawn {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /** For search engines; without it they leave the page out. */
  readonly data?: Html;
}

/** A page that is drawn, or where the browser shall go instead. */
type Answer = Drawn | { readonly location: string };

type Serve = (visit: Visit, params: Record<string, string>, request: ApiRequest) => Promise<Answer>;

/** Serves a page of the venue that the address names; a page of another venue, and any other failure that is the reader's, is a page too. */
export function pageOf(serve: Serve): Handler {
  return drawnBy(serve, ({ slug = '' }) => findPage(slug));
}

/** The same for a page of one booking, which its own link finds, also under a slug that the venue had before. It is never framed. */
export function bookingPageOf(serve: Serve): Handler {
  return drawnBy(serve, ofBooking);
}

/** The same for the page of a party that waits. */
export function entryPageOf(serve: Serve): Handler {
  return drawnBy(serve, ofEntry);
}

const ofEntry = async ({ token = '' }: Record<string, string>) => (await findOwnEntry(token)).found;
const ofBooking = async ({ token = '' }: Record<string, string>) => (await findBooking(token)).found;

function drawnBy(serve: Serve, find: (params: Record<string, string>) => Promise<FoundPage>): Handler {
  return handled(async (request, params, _requestId, caller) => {
    const query = new URL(request.url).searchParams;
    const named = parseLocale(query.get('lang'));
    const embed = query.get('embed') === '1' && find !== ofBooking && find !== ofEntry;
    let found: FoundPage | null = null;
    try {
      found = await find(params);
      const locale = named ?? caller.localeOr(found.locale);
      const visit: Visit = { found, locale, named, embed, query, now: new Date() };
      const answer = await serve(visit, params, request);
      if ('location' in answer)
        return new Response(null, { status: 303, headers: { location: answer.location, vary: 'accept-language' } });
      return send(visit, answer);
    } catch (error) {
      if (!(error instanceof DomainError) || statusOf(error.code) >= 500) throw error;
      return refusal(error, found, named ?? localeFor(caller, found), embed);
    }
  });
}

const localeFor = (caller: Caller, found: FoundPage | null) => (found ? caller.localeOr(found.locale) : caller.locale);

function refusal(error: DomainError, found: FoundPage | null, locale: Locale, embed: boolean): Response {
  const { page } = MESSAGES[locale].booking;
  const isGone = error.code === 'NOT_FOUND';
  const title = isGone ? page.notFound : MESSAGES[locale].errors[error.code];
  const lead = isGone ? page.notFoundBody : error.code === 'RATE_LIMITED' ? page.tooMany : '';
  const back =
    found &&
    !isGone &&
    html`<p><a class="button" href="/v/${found.venue.slug}${embed ? '?embed=1' : ''}">${page.back}</a></p>`;
  const body = html`<section class="accent"><h1>${title}</h1><p class="soft">${lead}</p>${back}</section>`;
  const headers = new Headers();
  if (error.retryAfter !== undefined) headers.set('retry-after', String(Math.ceil(error.retryAfter / 1000)));
  return whole(
    { locale, embed, accent: found?.venue.accent ?? null },
    { title, body, status: statusOf(error.code) },
    headers,
  );
}

function send({ found, locale, embed, query }: Visit, drawn: Drawn): Response {
  const { venue, logo } = found;
  const t = MESSAGES[locale].booking;
  const other: Locale = locale === 'es' ? 'en' : 'es';
  const turned = new URLSearchParams(query);
  turned.set('lang', other);
  const head = html`<header>${logo && html`<img src="${logo}" alt="" width="112" height="56">`}<div><h1>${drawn.title}</h1>${
    venue.address && html`<p class="soft small">${venue.address}</p>`
  }</div></header>${venue.demo && html`<p class="note">${t.page.demo}</p>`}`;
  const foot = html`<footer><span>${t.page.by}</span><a href="?${turned.toString()}" lang="${other}" hreflang="${other}">${LANGUAGES[other].name}</a></footer>`;
  const body = html`${!embed && head}${embed && html`<h1 class="small">${drawn.title}</h1>`}${drawn.body}${foot}`;
  return whole({ locale, embed, accent: venue.accent }, { ...drawn, body }, new Headers());
}

interface Look {
  readonly locale: Locale;
  readonly embed: boolean;
  readonly accent: string | null;
}

function whole(
  { locale, embed, accent }: Look,
  { title, body, status = 200, data }: Drawn,
  headers: Headers,
): Response {
  const brand = accent === null ? '' : `:root{--accent:${accent};--on:${inkOn(accent)}}`;
  const style = STYLE + brand;
  const { common } = MESSAGES[locale];
  const page = html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
${!data && html`<meta name="robots" content="noindex">`}<title>${title} · ${common.appName}</title><link rel="icon" href="/icon.svg">`;
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set('content-language', locale);
  headers.set('vary', 'accept-language');
  headers.set('content-security-policy', policyOf(style, embed));
  const rest = html`<script src="/booking.js" defer></script></head><body${embed && html` class="embed"`}><main>${body}</main></body></html>
`;
  return new Response(`${page.text}<style>${style}</style>${data?.text ?? ''}${rest.text}`, { status, headers });
}

/** Allows the page's own style, by its hash, and the one script. Only a page in a frame may be framed. */
function policyOf(style: string, embed: boolean): string {
  return [
    `default-src 'none'`,
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    ...[`script-src 'self'`, `connect-src 'self'`, `img-src 'self'`, `base-uri 'none'`, `form-action 'self'`],
    `frame-ancestors ${embed ? '*' : `'none'`}`,
  ].join('; ');
}

/** An address below the venue's page that keeps the language that was chosen, and the frame. */
export function pathOf({ found, named, embed }: Visit, below = '', query: Record<string, string> = {}): string {
  const search = new URLSearchParams({ ...query, ...(named ? { lang: named } : {}), ...(embed ? { embed: '1' } : {}) });
  return `/v/${encodeURIComponent(found.venue.slug)}${below}${search.size > 0 ? `?${search}` : ''}`;
}

export const textsOf = ({ locale }: Visit): Texts => MESSAGES[locale].booking;

export function say({ locale }: Visit, text: string, values: Record<string, string | number>): string {
  return formatText(locale, text, values);
}
