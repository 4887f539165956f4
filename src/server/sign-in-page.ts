import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { acceptedLocale } from '@/i18n/accepted-locale';
import { readCookie } from '@/platform/http/cookies';
import { freshNonce, pagePolicy } from '@/platform/http/security-headers';
import { shared } from '@/platform/shared';
import { parseTheme, THEME_COOKIE } from '@/ui/theme-cookie';

export const SIGN_IN_PATH = '/entrar';

/** How long a rendered page is sent to browsers without a session, in milliseconds. */
const FRESH_MS = 5000;

/** A page as Next rendered it, with its nonce. */
interface Rendered {
  readonly html: string;
  readonly nonce: string;
  readonly headers: Record<string, string>;
}

interface Kept {
  page: Rendered | null;
  /** When the last rendering began: one that fails or is abandoned is not repeated at once. */
  renewedAt: number;
}

/** Headers that depend on the connection or on the encoding of one answer. */
const OF_ONE_ANSWER = [
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'etag',
  'keep-alive',
  'transfer-encoding',
  'vary',
];
/** Request headers on which the rendering would depend. */
const VARYING = ['if-none-match', 'if-modified-since', 'next-url', 'rsc'];

/**
 * The sign-in page for a browser without a session. It is the same for all browsers with one theme and language, so it
 * is rendered once in five seconds and sent with a fresh nonce. Null when Next must render it now; the answer to this
 * request is then kept.
 */
export function keptSignInPage(request: IncomingMessage, response: ServerResponse): Response | null {
  const theme = parseTheme(readCookie(request.headers.cookie, THEME_COOKIE) ?? undefined);
  const pages = shared('sign-in.pages', () => new Map<string, Kept>());
  const look = `${theme} ${acceptedLocale(request.headers['accept-language'])}`;
  const kept = pages.get(look) ?? { page: null, renewedAt: Number.NEGATIVE_INFINITY };
  pages.set(look, kept);
  const now = performance.now();
  if (kept.page && now - kept.renewedAt < FRESH_MS) return answerWith(kept.page);
  kept.renewedAt = now;
  // The form itself reads from the address where to continue.
  request.url = SIGN_IN_PATH;
  request.method = 'GET';
  for (const name of Object.keys(request.headers))
    if (VARYING.includes(name) || name.startsWith('next-router-')) delete request.headers[name];
  // A compressed answer is decompressed again below.
  request.headers['accept-encoding'] = /\bgzip\b/.test(String(request.headers['accept-encoding']))
    ? 'gzip'
    : 'identity';
  recordBody(response, (body) => {
    kept.page = pageOf(response, body);
  });
  return null;
}

function answerWith({ html, nonce, headers }: Rendered): Response {
  const fresh = freshNonce();
  const answer = new Headers(headers);
  answer.set('content-security-policy', pagePolicy(fresh));
  return new Response(html.replaceAll(nonce, fresh), { headers: answer });
}

/** Null for a redirect, a failure, or an answer that was meant for one browser. */
function pageOf(response: ServerResponse, body: Buffer): Rendered | null {
  const nonce = /'nonce-([^']+)'/.exec(String(response.getHeader('content-security-policy')))?.[1];
  if (response.statusCode !== 200 || nonce === undefined || response.hasHeader('set-cookie')) return null;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.getHeaders()))
    if (value !== undefined && !OF_ONE_ANSWER.includes(name)) headers[name] = String(value);
  const html = response.getHeader('content-encoding') === 'gzip' ? gunzipSync(body) : body;
  return { html: html.toString(), nonce, headers };
}

/** Calls `done` with the whole body once the answer has been written. */
function recordBody(response: ServerResponse, done: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const record = (chunk: unknown) => {
    if (typeof chunk === 'string') parts.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
  };
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.write = (...args: unknown[]) => {
    record(args[0]);
    return write(...args);
  };
  response.end = (...args: unknown[]) => {
    record(args[0]);
    return end(...args);
  };
  response.once('finish', () => done(Buffer.concat(parts)));
}
