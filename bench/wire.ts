import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Api } from '../tests/support/api';

/** Bytes of TCP payload in both directions, headers included. */
export interface Traffic {
  readonly sent: number;
  readonly received: number;
}

export const total = ({ sent, received }: Traffic) => sent + received;

/** A browser's request headers, so that the bytes sent are what a device sends. */
const BROWSER_HEADERS = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'accept-language': 'es-EC,es;q=0.9',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
};

/** Connections of one device, kept alive as a browser keeps them. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly api: Api) {}

  async get(path: string): Promise<Traffic & { body: string }> {
    return this.#exchange(path);
  }

  async post(path: string, body: unknown): Promise<Traffic & { body: string }> {
    return this.#exchange(path, JSON.stringify(body));
  }

  async #exchange(path: string, payload?: string): Promise<Traffic & { body: string }> {
    const { socket, before, response } = await this.send(path, this.agent, 'application/json', payload);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return { ...since(socket, before), body: Buffer.concat(chunks).toString('utf8') };
  }

  /** A stream on a connection of its own. `traffic` counts until now. */
  async stream(
    path: string,
  ): Promise<{ traffic(): Traffic; close(): void; onText(listen: (text: string) => void): void }> {
    const { socket, before, response } = await this.send(path, new Agent(), 'text/event-stream');
    response.setEncoding('utf8').resume();
    return {
      traffic: () => since(socket, before),
      close: () => response.destroy(),
      onText: (listen) => response.on('data', listen),
    };
  }

  close(): void {
    this.agent.destroy();
  }

  private send(path: string, agent: Agent, accept: string, payload?: string) {
    return new Promise<{ socket: Socket; before: Traffic; response: import('node:http').IncomingMessage }>(
      (done, fail) => {
        const content = payload === undefined ? {} : { 'content-type': 'application/json' };
        const headers = { ...BROWSER_HEADERS, ...content, accept, cookie: this.api.cookie };
        const method = payload === undefined ? 'GET' : 'POST';
        const call = request(this.api.url + path, { agent, headers, method });
        let before: Traffic = { sent: 0, received: 0 };
        call.once('socket', (socket) => {
          before = { sent: socket.bytesWritten, received: socket.bytesRead };
        });
        call.once('response', (response) => done({ socket: response.socket, before, response }));
        call.once('error', fail);
        call.end(payload);
      },
    );
  }
}

function since(socket: Socket, before: Traffic): Traffic {
  return { sent: socket.bytesWritten - before.sent, received: socket.bytesRead - before.received };
}
