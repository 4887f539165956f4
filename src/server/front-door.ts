import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';
import { messages } from '@/i18n/messages';
import { readSessionToken } from '@/modules/access/session-cookie';
import { isPassOfOurs } from '@/modules/passes/is-pass-of-ours';
import { needsSetup } from '@/modules/setup/installation';
import { DomainError } from '@/platform/errors';
import type { AddressKind, KnownAddresses } from '@/platform/http/known-addresses';
import { PLAIN_PAGE_POLICY, type PlainText, plainPage } from '@/platform/http/plain-page';
import { problemResponse } from '@/platform/http/problem';
import { securityHeaders, sendAnswer } from '@/platform/http/send-answer';
import { observeRequest } from '@/platform/metrics/requests';
import { keptSignInPage, SIGN_IN_PATH } from './sign-in-page';

/** The closed list: everything else is refused before anyone else sees it. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const READING = ['GET', 'HEAD'];
const MAX_TARGET = 8 * 1024;
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
const PASS = /^\/pase\/([^/]+)\/?$/;
/** The page and the files made by the build that need no session, and what Next sends to its proper address. */
const OPEN = /^\/(?:setup|[^/]+\.\w+|.+\/)$/;
/** Of the names that frameworks and proxies make up, those that this product reads; Next trusts others as its own. */
const MADE_UP = /^(?:x-|next-)/;
const KNOWN =
  /^(?:x-aforo-|x-forwarded-(?:for|host|proto)$|next-router-(?:state-tree|prefetch|segment-prefetch)$|next-url$)/;

/** What a request asks for. */
export interface Asked {
  /** Decoded. */
  readonly path: string;
  /** Null for no address of ours; in development it is always Next that knows. */
  readonly kind: AddressKind | null | 'unchecked';
}

/**
 * Judges a request's method, target and headers once, before Next sees them, and takes away the headers that Next must not have from
 * a stranger. Throws DomainError for what cannot be ours. `known` is null in development.
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
  // Next answers 500 to a range that a file does not have; the whole file is a valid answer to any.
  delete headers.range;
  const kind = known(path);
  const readOnly = kind === 'page' || kind === 'file';
  // A form that is sent before its script has come is a POST to its page.
  if (readOnly && !READING.includes(method) && !(kind === 'page' && method === 'POST')) {
    throw new DomainError('METHOD_NOT_ALLOWED', { extra: { allow: READING } });
  }
  return { path, kind };
}

/**
 * Answers what needs no rendering: no such address, no such pass, a form posted to its page, a screen asked for without a session.
 * False when Next must answer.
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
    // A page that cannot be read says why itself.
    if (await isPassOfOurs(token).catch(() => true)) return false;
    return refuse(request, response, new DomainError('NOT_FOUND'), messages.pase.notFound);
  }
  if (readSessionToken(request.headers.cookie) !== null) return false;
  if (asked.path === SIGN_IN_PATH) {
    const page = keptSignInPage(request, response);
    return page !== null && send(request, response, page);
  }
  if (asked.path === '/setup' && !(await needsSetup().catch(() => true)))
    return send(request, response, redirectTo(SIGN_IN_PATH));
  return !OPEN.test(asked.path) && send(request, response, toSignIn(request.url ?? '/'));
}

/** Sends to sign in who has no session, and back to the same address, query included. */
function toSignIn(url: string): Response {
  const { pathname, searchParams } = new URL(url, 'http://aforo.invalid');
  // Next's own mark on what it fetches for a page that is open.
  searchParams.delete('_rsc');
  const wanted = `${pathname === '/' ? '/reservas' : pathname}${searchParams.size > 0 ? `?${searchParams}` : ''}`;
  return redirectTo(`${SIGN_IN_PATH}?destino=${encodeURIComponent(wanted)}`);
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 307, headers: { ...securityHeaders(), location, 'cache-control': 'no-store' } });
}

/** Answers with a small page to who can read one, else with a problem document. Always true. */
export async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: DomainError,
  text: PlainText = messages.common.notFound,
): Promise<true> {
  const answer = problemWith(error);
  const { url = '', headers } = request;
  if (url.startsWith('/api/') || !headers.accept?.includes('text/html')) return send(request, response, answer);
  answer.headers.set('content-type', 'text/html; charset=utf-8');
  answer.headers.set('content-security-policy', PLAIN_PAGE_POLICY);
  const { status } = answer;
  return send(request, response, new Response(plainPage(text), { status, headers: answer.headers }));
}

/** A problem document with the headers of every answer; `status` where the closed codes do not say it all. */
export function problemWith(error: DomainError, status?: number): Response {
  const { code, extra } = error;
  const told = status === undefined ? error : new DomainError(code, { extra: { ...extra, status } });
  const { body, status: usual, headers } = problemResponse(told, randomUUID());
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
