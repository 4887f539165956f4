import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { closeSocket, ignore } from '@/realtime/server/close-socket';
import { env } from '../env';
import { encodeBody } from './encode-body';
import { SECURITY_HEADERS, strictTransport } from './security-headers';

/** The headers of every answer that this process gives by itself, and the defaults below the headers of Next's answers. */
export function securityHeaders(): Record<string, string> {
  return { ...SECURITY_HEADERS, ...strictTransport(env().PUBLIC_URL) };
}

/** Answers on Node's response. If the request's body has not arrived completely by then, it is not waited for: the connection ends. */
export async function sendAnswer(response: ServerResponse, answer: Response): Promise<void> {
  const whole = Buffer.from(await answer.arrayBuffer());
  const { req: request } = response;
  const { body, headers: coding } = await encodeBody(whole, answer.headers, request.headers);
  const headers = { ...Object.fromEntries(answer.headers), ...coding, 'content-length': String(body.length) };
  response.writeHead(answer.status, request.complete ? headers : { ...headers, connection: 'close' });
  response.end(request.method === 'HEAD' ? undefined : body);
  request.resume();
}

/** Answers on a socket that has no response, and closes it. */
export async function sendLast(socket: Socket, answer: Response): Promise<void> {
  socket.on('error', ignore);
  const body = Buffer.from(await answer.arrayBuffer());
  const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`;
  const head = `${status}\r\n${lines}date: ${new Date().toUTCString()}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
  closeSocket(socket, Buffer.concat([Buffer.from(head, 'latin1'), body]));
}
