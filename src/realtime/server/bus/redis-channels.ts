import { type LinkEvents, parseSeq } from './link';

const PREFIX = 'aforo:';

/** The bus, not the client, tries again: after it has subscribed anew the log must be looked at. */
export const SOCKET = { reconnectStrategy: false, connectTimeout: 5_000 } as const;

export function channelOf(businessId: string): string {
  return PREFIX + businessId;
}

/** What a subscription calls with each message and its channel. */
export function listenerFor(onRing: LinkEvents['onRing']): (message: string, channel: string) => void {
  return (message, channel) => {
    const seq = parseSeq(message);
    if (seq !== null) onRing({ businessId: channel.slice(PREFIX.length), seq });
  };
}
