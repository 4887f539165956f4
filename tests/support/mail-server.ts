import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

export interface MailServer {
  readonly url: string;
  /** Every message that it has accepted, in order. */
  readonly inbox: readonly Email[];
  /** What it says to a recipient: a status that it refuses them with, or null. */
  refuse: (recipient: string) => number | null;
  /** Whether it accepts a message and is gone before it says so. */
  diesAfterData: boolean;
  /** Whether it never answers a message's content. */
  hangs: boolean;
  stop(): Promise<void>;
}

/** A real SMTP server on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const inbox: Email[] = [];
  const smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, closeTimeout: 10 },
    onRcptTo({ address }, _session, done) {
      const status = server.refuse(address);
      done(status === null ? null : Object.assign(new Error(`no place for ${address}`), { responseCode: status }));
    },
    onData(stream, session, done) {
      void readAll(stream).then(async (raw) => {
        inbox.push(await PostalMime.parse(raw));
        if (server.hangs) return;
        if (!server.diesAfterData) return done();
        for (const connection of smtp.connections as Set<{ id: string; _socket: { destroy(): void } }>) {
          if (connection.id === session.id) connection._socket.destroy();
        }
      });
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const server: MailServer = {
    ...{ url: `smtp://127.0.0.1:${port}`, inbox, refuse: () => null, diesAfterData: false, hangs: false },
    stop: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
  return server;
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
