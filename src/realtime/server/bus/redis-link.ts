import { createClient } from '@redis/client';
import type { Doorbell, Link, LinkEvents, OpenLink } from './link';
import { channelOf, listenerFor, SOCKET } from './redis-channels';
import { openClusterLink } from './redis-cluster-link';

/**
 * Redis 7 or newer: publish and subscribe on one connection, with one channel per business. A server that reports that it is part
 * of a cluster gets sharded publish and subscribe, in which a doorbell is sent only to its shard and not to every node.
 */
export function redisLink(url: string): OpenLink {
  /** Addresses that the cluster reported, so that it can be reached when the address in `url` is down. */
  let nodes: readonly string[] = [];
  return async (events) => {
    if (nodes.length === 0) {
      const link = await openSingleLink(url, events);
      if (link) return link;
    }
    const cluster = await openClusterLink(url, nodes, events);
    nodes = cluster.nodes;
    return cluster;
  };
}

/** Null when the server is part of a cluster. */
async function openSingleLink(url: string, { onRing, onLost }: LinkEvents): Promise<Link | null> {
  const client = createClient({ url, name: 'aforo-bus', RESP: 3, socket: SOCKET });
  client.on('error', onLost);
  const onMessage = listenerFor(onRing);
  try {
    await client.connect();
    const { mode } = await client.hello();
    if (String(mode) === 'cluster') {
      client.destroy();
      return null;
    }
  } catch (error) {
    client.destroy();
    throw error;
  }
  return {
    subscribe: (businessIds: readonly string[]) => client.subscribe(businessIds.map(channelOf), onMessage),
    unsubscribe: (businessIds: readonly string[]) => client.unsubscribe(businessIds.map(channelOf)),
    publish: async (bells: readonly Doorbell[]) => {
      await Promise.all(bells.map(({ businessId, seq }) => client.publish(channelOf(businessId), String(seq))));
    },
    ping: async () => {
      await client.ping();
    },
    close: async () => client.destroy(),
  };
}
