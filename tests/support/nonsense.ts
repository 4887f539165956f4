import { pick } from './random';

/** Requests as raw bytes that no client of ours would send, and some that one would. */
const METHODS = [
  ...[
    'GET',
    'GET',
    'GET',
    'HEAD',
    'POST',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'PROPFIND',
    'PRI',
    'FOO',
  ],
  ...['get', '', 'G\0T', 'QUERY', 'M-SEARCH', 'SOURCE'],
];
const TARGETS = [
  ...[
    '/',
    '/entrar',
    '/setup',
    '/reservas',
    '/puerta',
    '/monitor',
    '/pase/AFO1.x',
    `/pase/${'A'.repeat(152)}`,
    '/nada',
    '/a.txt',
  ],
  ...[
    '/api/me',
    '/api/reservas',
    '/api/reservas/x',
    '/api/reservas/%00',
    '/api/reservas/x/qr',
    '/api/reservas/qr-scan',
    '/api/setup',
  ],
  ...[
    '/api/auth/sign-in/email',
    '/api/auth/sign-out',
    '/api/auth/get-session',
    '/api/auth/nada',
    '/api/theme',
    '/api/me/idioma',
    '/api/me/avisos',
    '/api/ready',
  ],
  ...[
    '/api/reservas/events',
    '/api/reservas/events?businessId=x',
    '/api/monitor',
    '/api/monitor/incidencias',
    '/api/nada',
    '/api',
  ],
  ...[
    '*',
    '',
    '/%zz',
    '/api/%zz',
    '/pase/%zz',
    '/api/reservas/%ff',
    '/%2e%2e/x',
    '/../../etc/passwd',
    '//evil',
    '/\\evil',
    '\\',
    '/%00',
  ],
  ...[
    'http://evil/',
    'https://evil:99999/',
    'http://evil/api/me',
    'evil:443',
    '/#x',
    '/?%zz=%',
    '/entrar?destino=//evil',
    '/?_rsc=%zz',
  ],
  ...[
    '/_next',
    '/_next/image?url=http://evil/&w=64&q=75',
    '/_next/data/x/entrar.json',
    '/_next/static/x.js',
    '/_next/static/%2e%2e/x',
  ],
  ...[
    '/_error',
    '/500',
    '/_not-found',
    '/_global-error',
    '/entrar.rsc',
    '/entrar.segments/x.segment.rsc',
    '/__nextjs_x',
    '/icon.svg',
  ],
  ...[
    '/test-sse-connection.html',
    '/manifest.webmanifest',
    '/robots.txt',
    '/entrar/',
    '/ENTRAR',
    '/\xff\xfe',
    `/${'a/'.repeat(2_000)}`,
  ],
  `/${'%25'.repeat(2_500)}`,
];
const HEADERS = [
  ...[
    'Host: evil',
    'Host:',
    'Host: a b',
    'Connection: close',
    'Connection: upgrade',
    'Upgrade: h2c',
    'Upgrade: websocket',
    'Expect: 100-continue',
  ],
  ...[
    'Expect: tea',
    'Next-Action: x',
    `Next-Action: ${'0'.repeat(42)}`,
    'RSC: 1',
    'RSC: ',
    'Next-Router-State-Tree: x',
    'Next-Router-Prefetch: 1',
  ],
  ...[
    'Next-Router-State-Tree: %5B%22%22%2C%7B%7D%5D',
    'Next-Router-Segment-Prefetch: /../x',
    'Next-Url: %zz',
    'Next-Resume: 1',
    'X-Nextjs-Data: 1',
  ],
  ...[
    'X-Middleware-Subrequest: src/proxy',
    'X-Middleware-Rewrite: http://evil',
    'X-Invoke-Path: /x',
    'X-Matched-Path: /x',
    'X-Invoke-Status: 500',
  ],
  ...[
    'X-Invoke-Error: x',
    'X-Forwarded-For: %%',
    'X-Forwarded-Host: a b',
    'X-Forwarded-Proto: ://',
    'X-Forwarded-Port: x',
    'Forwarded: for=',
  ],
  ...[
    'Range: bytes=999999999-',
    'Range: x',
    'If-Range: x',
    'If-None-Match: *',
    'If-Match: x',
    'If-Modified-Since: x',
    'Accept-Encoding: zzz;q=-1',
  ],
  ...[
    'Accept: text/html',
    'Accept: ;;',
    'Accept-Language: %%',
    'Content-Type: ',
    'Content-Type: /;;;',
    'Content-Type: application/json',
  ],
  ...[
    'Content-Type: application/json; charset=x',
    'Content-Type: multipart/form-data; boundary=x',
    'Content-Type: multipart/form-data',
    'Origin: %%%',
  ],
  ...[
    'Content-Type: text/plain',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Encoding: gzip',
    'Origin: null',
    'Referer: \\',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
  ],
  ...[
    'Cookie: =;;%zz=%zz',
    'Cookie: aforo-theme=%zz',
    'Cookie: better-auth.session_token=x.y',
    'Authorization: Bearer ',
    'TE: x',
    'X: \x01',
  ],
  ...[
    'X-Aforo-Account: x',
    'X-Aforo-Clock: x',
    'Idempotency-Key: x',
    'Last-Event-ID: %%',
    ': x',
    'No colon',
    ' folded',
    `X-Long: ${'x'.repeat(9_000)}`,
  ],
];
const deep = (open: string, close: string) => open.repeat(9_000) + close.repeat(9_000);
const BODIES = [
  ...[
    '',
    '',
    '{}',
    '[]',
    'null',
    '"x"',
    '{',
    '\0',
    '\xff\xfe',
    deep('[', ']'),
    deep('{"a":', '}').replace('}', '1}'),
    '['.repeat(60_000),
  ],
  ...[
    `{"email":"a@b.test","password":"${'x'.repeat(300)}"}`,
    '{"email":{"$gt":""},"password":[]}',
    '{"__proto__":{"a":1}}',
    '--x\r\n\r\n',
  ],
  ...[
    '{"theme":"dark"}',
    '{"theme":"\\u0000"}',
    `{"a":"${'x'.repeat(70_000)}"}`,
    '{"email":"\\u0000@b.test","password":"\\ud800"}',
    '0\r\n\r\n',
    'zz\r\n',
  ],
];
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/9.9',
  'HTTP/x',
  '',
];

export interface Nonsense {
  readonly pieces: readonly string[];
  readonly halfClose: boolean;
}

/** A request made up by chance, cut into pieces; `more` are headers that some of them bear. */
export function nonsense(random: () => number, more: readonly string[]): Nonsense {
  const method = pick(random, METHODS);
  const body = pick(random, BODIES);
  const headers = random() < 0.9 ? ['Host: localhost'] : [];
  for (let count = Math.floor(random() * 5); count > 0; count--) headers.push(pick(random, HEADERS));
  if (more.length > 0 && random() < 0.4) headers.push(...more);
  if (body !== '' && random() < 0.8) headers.push(`Content-Length: ${body.length}`, 'Content-Type: application/json');
  const head = `${method} ${pick(random, TARGETS)} ${pick(random, VERSIONS)}`.trimEnd();
  let bytes = `${head}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n${body}`;
  if (random() < 0.1) bytes += `GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const torn = random() < 0.1;
  if (torn) bytes = bytes.slice(0, Math.floor(random() * bytes.length));
  const cuts =
    random() < 0.3 ? [random(), random()].map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b) : [];
  const pieces = [0, ...cuts].map((from, i) => bytes.slice(from, cuts[i] ?? bytes.length));
  return {
    pieces, // The rest of what is torn never comes: mostly its sender says so.
    halfClose: random() < (torn ? 0.9 : 0.3),
  };
}
