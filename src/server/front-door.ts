import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';
import { acceptedLocale } from '@/i18n/accepted-locale';
import { DEFAULT_LOCALE, type Locale } from '@/i18n/locale';
import { MESSAGES, type Messages } from '@/i18n/messages';
import { readDeviceToken } from '@/modules/access/device-secret';
import { findDevice, readDevice } from '@/modules/access/paired-device';
import { readSessionToken } from '@/modules/access/session-cookie';
import { findEmailChange } from '@/modules/accounts/complete-email-change';
import { findLink, type LinkPage } from '@/modules/members/find-link';
import { isPassOfOurs } from '@/modules/passes/is-pass-of-ours';
import { needsSetup } from '@/modules/setup/installation';
import { DomainError } from '@/platform/errors';
import type { AddressKind, KnownAddresses } from '@/platform/http/known-addresses';
import { PLAIN_PAGE_POLICY, type PlainText, plainPage } from '@/platform/http/plain-page';
import { problemResponse } from '@/platform/http/problem';
import { securityHeaders, sendAnswer } from '@/platform/http/send-answer';
import { observeRequest } from '@/platform/metrics/requests';
import { keptSignInPage, SIGN_IN_PATH } from './sign-in-page';

/** The accepted methods: every other method is refused before any other code sees the request. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const READING = ['GET', 'HEAD'];
const MAX_TARGET = 8 * 1024;
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
/** The page of a pass, the one on which its guest cancels, the one of each person, and the pass as a file. */
const PASS = /^\/pase\/([^/]+)(?:\/(?:cancelar|personas|imagen|pdf))?\/?$/;
/**
 * The setup page, the one that asks for a recovery link, the one that pairs a phone, and the files of the build that need no session, and the addresses that Next redirects to their proper
 * form.
 */
const OPEN = /^\/(?:setup|recuperar|vincular|[^/]+\.\w+|.+\/)$/;
/** The only page of a paired device. */
const DOOR = '/puerta';
const LINK = /^\/(invitacion|recuperar|correo)\/([^/]+)$/;
/**
 * Prefixes of the headers that frameworks and proxies define. Only those that this product reads are kept, because Next
 * trusts the others as its own.
 */
const MADE_UP = /^(?:x-|next-)/;
const KNOWN =
  /^(?:x-aforo-|x-forwarded-(?:for|host|proto)$|next-router-(?:state-tree|prefetch|segment-prefetch)$|next-url$)/;

/** What a request is for. */
export interface Asked {
  /** Decoded. */
  readonly path: string;
  /** Null for an address that does not exist; in development only Next knows the addresses. */
  readonly kind: AddressKind | null | 'unchecked';
}

/**
 * Checks a request's method, target and headers once, before Next sees them, and removes the headers that Next must not
 * receive from a client. Throws DomainError for an invalid request. `known` is null in development.
 */
export function judgeRequest(request: IncomingMessage, known: KnownAddresses | null): Asked {
  const { method = '', httpVersion, headers } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw new DomainError('BAD_REQUEST');
  if (!METHODS.includes(method)) throw new DomainError('METHOD_NOT_ALLOWED', { extra: { allow: METHODS } });
  judgeHost(request);
  const path = judgeTarget(request.url ?? '');
  if (!known) return { path, kind: 'unchecked' };
  if (headers['next-action'] !== undefined) throw new DomainError('BAD_REQUEST');
  try {
    parseAndValidateFlightRouterState(headers['next-router-state-tree']);
  } catch {
    throw new DomainError('BAD_REQUEST');
  }
  for (const name of Object.keys(headers)) if (MADE_UP.test(name) && !KNOWN.test(name)) delete headers[name];
  // Next answers 500 to a range that a file does not have; the whole file is a valid answer to any range.
  delete headers.range;
  const kind = known(path);
  const readOnly = kind === 'page' || kind === 'file';
  // A form that is submitted before its script has loaded is a POST to its page.
  if (readOnly && !READING.includes(method) && !(kind === 'page' && method === 'POST')) {
    throw new DomainError('METHOD_NOT_ALLOWED', { extra: { allow: READING } });
  }
  return { path, kind };
}

/**
 * Answers requests that need no rendering: an unknown address, an unknown pass, a form posted to its page, a screen
 * requested without a session. False when Next must answer.
 */
export async function answerCheaply(
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked,
): Promise<boolean> {
  if (asked.kind === null) return refuse(request, response, new DomainError('NOT_FOUND'));
  if (asked.kind !== 'page') return false;
  if (request.method === 'POST') {
    const headers = { ...securityHeaders(), location: request.url ?? '/', 'cache-control': 'no-store' };
    return send(request, response, new Response(null, { status: 303, headers }));
  }
  const token = PASS.exec(asked.path)?.[1];
  if (token !== undefined) {
    // When the database cannot be read, the page itself reports it.
    if (await isPassOfOurs(token).catch(() => true)) return false;
    return refuse(request, response, new DomainError('NOT_FOUND'), ({ pase }) => pase.notFound);
  }
  const [, page, link] = LINK.exec(asked.path) ?? [];
  if (link !== undefined) {
    const finding = page === 'correo' ? findEmailChange(link) : findLink(page as LinkPage, link);
    const found = await finding.catch(() => true);
    return found
      ? false
      : refuse(request, response, new DomainError('NOT_FOUND'), ({ people }) => people.join.closed.unknown);
  }
  if (readSessionToken(request.headers.cookie) !== null) return false;
  if (asked.path === SIGN_IN_PATH) {
    const page = keptSignInPage(request, response);
    return page !== null && send(request, response, page);
  }
  if (asked.path === '/setup' && !(await needsSetup().catch(() => true)))
    return send(request, response, redirectTo(SIGN_IN_PATH));
  if (OPEN.test(asked.path)) return false;
  const address = await addressOfDevice(asked.path, request.headers.cookie);
  if (address === asked.path) return false;
  return send(request, response, address === null ? toSignIn(request.url ?? '/') : redirectTo(address));
}

/** Where a paired phone belongs that asks for `path`: one that is not paired any more is told so. Null for every other browser. */
async function addressOfDevice(path: string, cookie: string | undefined): Promise<string | null> {
  if (readDeviceToken(cookie) === null) return null;
  // When the database cannot be read, the page itself reports it.
  if (await readDevice(cookie).catch(() => true)) return DOOR;
  return path === DOOR && (await findDevice(cookie)) ? '/vincular' : null;
}

/** Redirects a request without a session to the sign-in, which returns to the same address, query included. */
function toSignIn(url: string): Response {
  const { pathname, searchParams } = new URL(url, 'http://aforo.invalid');
  // The parameter that Next adds when an open page fetches data.
  searchParams.delete('_rsc');
  const wanted = `${pathname === '/' ? '/reservas' : pathname}${searchParams.size > 0 ? `?${searchParams}` : ''}`;
  return redirectTo(`${SIGN_IN_PATH}?destino=${encodeURIComponent(wanted)}`);
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 307, headers: { ...securityHeaders(), location, 'cache-control': 'no-store' } });
}

/** Answers with a small HTML page when the client accepts one, else with a problem document. Always true. */
export async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: DomainError,
  textOf: (messages: Messages) => PlainText = ({ common }) => common.notFound,
): Promise<true> {
  const { url = '', headers } = request;
  const locale = acceptedLocale(headers['accept-language']);
  const answer = problemWith(error, { locale });
  if (url.startsWith('/api/') || !headers.accept?.includes('text/html')) return send(request, response, answer);
  answer.headers.set('content-type', 'text/html; charset=utf-8');
  answer.headers.set('content-security-policy', PLAIN_PAGE_POLICY);
  const { status } = answer;
  return send(
    request,
    response,
    new Response(plainPage(textOf(MESSAGES[locale]), locale), { status, headers: answer.headers }),
  );
}

/**
 * A problem document with the headers of every answer; `status` replaces the status of the code where that one is not
 * precise enough.
 */
export function problemWith(
  error: DomainError,
  { status, locale = DEFAULT_LOCALE }: { status?: number; locale?: Locale } = {},
): Response {
  const { code, extra } = error;
  const told = status === undefined ? error : new DomainError(code, { extra: { ...extra, status } });
  const { body, status: usual, headers } = problemResponse(told, randomUUID(), locale);
  for (const [name, value] of Object.entries(securityHeaders())) headers.set(name, value);
  return new Response(body, { status: status ?? usual, headers });
}

async function send(request: IncomingMessage, response: ServerResponse, answer: Response): Promise<true> {
  const started = performance.now();
  await sendAnswer(response, answer);
  const method = METHODS.includes(request.method ?? '') ? (request.method ?? '') : 'other';
  observeRequest({ route: '(front door)', method, status: answer.status, ms: performance.now() - started });
  return true;
}

function judgeHost({ httpVersion, headers, rawHeaders }: IncomingMessage): void {
  const hosts = rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host').length;
  if (hosts === 0 && httpVersion === '1.0') return;
  if (hosts !== 1 || !HOST.test(headers.host ?? '')) throw new DomainError('BAD_REQUEST');
}

/** The decoded path of an origin-form target. */
function judgeTarget(url: string): string {
  const [encoded = '', query = ''] = url.split('?', 2);
  if (url.length > MAX_TARGET || !encoded.startsWith('/') || url.includes('#') || /%00/.test(query)) {
    throw new DomainError('BAD_REQUEST');
  }
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw new DomainError('BAD_REQUEST');
  }
  if (/\p{Cc}|\\|\/\//u.test(path)) throw new DomainError('BAD_REQUEST');
  return path;
}
