import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** One connection through the proxy, as its fault sees it. */
export interface Cable {
  /** Whether the client has asked for the stream on it. */
  readonly isStream: boolean;
  /** To the client. */
  pass(bytes: Buffer): void;
  /** Ends both sides with a reset. */
  reset(): void;
  /** Stops, or goes on, taking bytes from the server. */
  hold(held: boolean): void;
}

/** What the proxy does to the server's bytes. One fault is made for each connection. */
export interface Fault {
  down(bytes: Buffer, cable: Cable): void;
  /** The client's bytes; passed on unless this returns false. */
  up?(bytes: Buffer): boolean;
}

/** A TCP proxy in front of a server, that does to new connections what `fault` says at the time. */
export class FaultyProxy {
  fault: () => Fault = plain;
  /** Connections made, refused ones included. */
  accepted = 0;
  /** Refuses new connections, as an unplugged cable would. */
  isDown = false;
  readonly #target: number;
  readonly #server: Server;
  readonly #pairs = new Set<{ readonly client: Socket; readonly upstream: Socket }>();

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer({ noDelay: true }, (client) => this.#join(client));
  }

  static async listen(targetPort: number): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(targetPort);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts what is open now. */
  cut(): void {
    for (const { client, upstream } of this.#pairs) {
      client.resetAndDestroy();
      upstream.destroy();
    }
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #join(client: Socket): void {
    this.accepted += 1;
    if (this.isDown) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ port: this.#target, host: '127.0.0.1', noDelay: true });
    const pair = { client, upstream };
    this.#pairs.add(pair);
    const fault = this.fault();
    let isStream = false;
    const cable: Cable = {
      get isStream() {
        return isStream;
      },
      pass: (bytes) => {
        if (!client.destroyed) client.write(bytes);
      },
      reset: () => {
        client.resetAndDestroy();
        upstream.destroy();
      },
      hold: (held) => void (held ? upstream.pause() : upstream.resume()),
    };
    client.on('data', (bytes: Buffer) => {
      if (bytes.includes('GET /api/reservas/events')) isStream = true;
      if (fault.up?.(bytes) ?? true) upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => fault.down(bytes, cable));
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => other.destroy());
      socket.on('end', () => other.end());
      socket.on('close', () => {
        // What it had sent is still passed on.
        other.destroySoon();
        this.#pairs.delete(pair);
      });
    }
  }
}

export const plain = (): Fault => ({ down: (bytes, cable) => cable.pass(bytes) });
