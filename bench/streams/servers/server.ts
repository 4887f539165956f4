import type { Target } from '../instrument/instrument';
import type { Placement, Program } from './program';

/** A started server, and how it is spoken to. */
export interface RunningServer {
  readonly target: Target;
  /** Requests that open streams, used in turn. */
  readonly requests: readonly string[];
  readonly publish: {
    readonly target: Target;
    readonly messages: readonly string[];
    /** Whether each message is answered over HTTP. */
    readonly answers: boolean;
  };
  /** Processes whose memory and CPU are the server's. */
  readonly pids: readonly number[];
  /** Of servers in Node. */
  readonly program?: Program;
  stop(): Promise<void>;
}

export interface StartOptions extends Placement {
  /** Milliseconds between heartbeats; none unless given. */
  readonly heartbeatMs?: number;
}

export interface ServerKind {
  readonly name: string;
  readonly label: string;
  /** Why it cannot run here, or null. */
  missing(): string | null;
  start(options: StartOptions): Promise<RunningServer>;
}

export const PUBLISH_CONNECTIONS = 8;

export function httpGet(path: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ host: '127.0.0.1', accept: 'text/event-stream', ...headers });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

export function httpPost(path: string, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ host: '127.0.0.1', 'content-length': String(Buffer.byteLength(body)), ...headers });
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
