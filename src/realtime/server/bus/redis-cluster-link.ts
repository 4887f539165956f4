import { createCluster } from '@redis/client';
import type { Doorbell, Link, LinkEvents } from './link';
import { channelOf, listenerFor, SOCKET } from './redis-channels';

export interface ClusterLink extends Link {
  /** `host:port` of the masters found. */
  readonly nodes: readonly string[];
}

/**
 * Sharded publish and subscribe: one connection to each master, and another one to each master with subscribed businesses.
 * A failure of any node ends the link. The cluster's own client would subscribe again by itself, but without reporting it, and
 * what was committed in the meantime would wait for the next poll of the log.
 */
export async function openClusterLink(
  url: string,
  nodes: readonly string[],
  { onRing, onLost }: LinkEvents,
): Promise<ClusterLink> {
  const { username, password, protocol } = new URL(url);
  const cluster = createCluster({
    RESP: 3,
    rootNodes: [{ url }, ...nodes.map((address) => ({ socket: addressOf(address) }))],
    // The credentials and the encryption of `url` also apply to the other nodes.
    defaults: {
      name: 'aforo-bus',
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      socket: { ...SOCKET, ...(protocol === 'rediss:' ? { tls: true } : {}) },
    },
  });
  // One address of several that does not answer is not a failure: `connect` rejects when none of them answers.
  cluster.on('error', () => {});
  const onMessage = listenerFor(onRing);
  const clients = () =>
    cluster.masters.flatMap(({ client, pubSub }) => [client, pubSub?.client]).filter((client) => client !== undefined);
  const end = () => {
    const ours = clients();
    cluster.destroy();
    // A client that was still connecting completes its connection, although the cluster has already dropped it, and a node
    // discovery in progress connects to the nodes that it finds. Both are destroyed after twice the connect timeout.
    const again = () => {
      for (const client of ours) client.destroy();
      cluster.destroy();
    };
    setTimeout(again, 2 * SOCKET.connectTimeout).unref();
  };
  try {
    await cluster.connect();
    for (const event of ['error', 'node-error', 'sharded-channel-moved-error']) cluster.on(event, onLost);
  } catch (error) {
    end();
    throw error;
  }
  return {
    nodes: cluster.masters.map(({ address }) => address),
    subscribe: async (businessIds) => {
      await Promise.all(businessIds.map((businessId) => cluster.sSubscribe(channelOf(businessId), onMessage)));
    },
    unsubscribe: async (businessIds) => {
      await Promise.all(businessIds.map((businessId) => cluster.sUnsubscribe(channelOf(businessId))));
    },
    publish: async (bells: readonly Doorbell[]) => {
      await Promise.all(bells.map(({ businessId, seq }) => cluster.sPublish(channelOf(businessId), String(seq))));
    },
    ping: async () => {
      await Promise.all(clients().map((client) => client.ping()));
    },
    close: async () => end(),
  };
}

function addressOf(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}
