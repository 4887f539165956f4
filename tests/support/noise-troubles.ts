import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Trouble, writeHead } from './noise-proxy';

/** Milliseconds between two pieces of an answer on a slow line. */
const PIECE_MS = 200;

const PORTAL_PAGE = '<!doctype html><title>Wi-Fi del hotel</title><h1>Acepta las condiciones para navegar</h1>';
const BLOCKED_PAGE = '<!doctype html><title>Acceso denegado</title><h1>Bloqueado por la política de la red</h1>';

function answering(status: number, contentType: string, body: string, headers: Record<string, string> = {}): Trouble {
  return ({ request, response }) => {
    request.resume();
    response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store', ...headers }).end(body);
  };
}

/** How a captive portal answers in place of the server. */
export const portal = {
  page: answering(200, 'text/html', PORTAL_PAGE),
  json: answering(200, 'application/json', '{"result":"ok","success":true,"captive":true,"reservations":[]}'),
  /** To another origin, which lets no page read its answer. */
  redirect: answering(302, 'text/html', '', { location: 'http://localhost:9/portal' }),
} as const satisfies Record<string, Trouble>;

/** How a firewall or an identity-aware proxy refuses in place of the server. */
export const firewall = {
  page: (status: number) => answering(status, 'text/html', BLOCKED_PAGE),
  json: (status: number) =>
    answering(status, 'application/json', '{"code":"FORBIDDEN","error":"blocked","result":"error"}'),
  problem: (status: number, code = 'BLOCKED_BY_POLICY') =>
    answering(status, 'application/problem+json', JSON.stringify({ type: 'about:blank', status, code })),
} as const;

/** A gateway whose server is away: 502 or 503. */
export const gateway = (status: number) =>
  answering(status, 'text/html', `<html><head><title>${status}</title></head><body>nginx</body></html>`);

/** Takes the request and never answers. */
export const hang: Trouble = ({ request }) => void request.resume();

/** Resets the connection; the server never hears of the request. */
export const reset: Trouble = (visit) => visit.reset();

/** The server does what it was asked; its answer is lost. */
export const loseAnswer: Trouble = (visit) => visit.forward(() => visit.reset());

/** The server answers at once; the client hears of it `ms` later. */
export const delayed =
  (ms: number): Trouble =>
  ({ forward }) =>
    forward(async (answer, response) => {
      await setTimeout(ms);
      writeHead(answer, response);
      answer.pipe(response);
    });

/** A slow line: the answer comes piece by piece, so many bytes in a second. */
export const trickle =
  (bytesPerSecond: number): Trouble =>
  ({ forward }) =>
    forward((answer, response) => {
      writeHead(answer, response);
      return pour(answer, response, bytesPerSecond);
    });

/** A line so slow that the answer, which must have an end, takes `ms` to arrive. */
export const lasting =
  (ms: number): Trouble =>
  ({ forward }) =>
    forward(async (answer, response) => {
      writeHead(answer, response);
      const body: Buffer = Buffer.concat(await answer.toArray());
      await pour([body], response, (body.length / ms) * 1000);
    });

async function pour(body: IncomingMessage | Buffer[], response: ServerResponse, bytesPerSecond: number): Promise<void> {
  const size = Math.max(1, Math.ceil((bytesPerSecond * PIECE_MS) / 1000));
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += size) {
      if (response.destroyed) return;
      response.write(chunk.subarray(at, at + size));
      await setTimeout(PIECE_MS);
    }
  }
  response.end();
}
