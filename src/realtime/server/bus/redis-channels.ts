import { type LinkEvents, parseSeq } from './link';

const PREFIX = 'aforo:';

/** The bus reconnects, not the client: after each new subscription the log must be read. */
export const SOCKET = { reconnectStrategy: false, connectTimeout: 5_000 } as const;

export function channelOf(businessId: string): string {
  return PREFIX + businessId;
}

/** The listener of a subscription; it receives each message and its channel. */
export function listenerFor(onRing: LinkEvents['onRing']): (message: string, channel: string) => void {
  return (message, channel) => {
    const seq = parseSeq(message);
    if (seq !== null) onRing({ businessId: channel.slice(PREFIX.length), seq });
  };
}
