import type { Packet } from './packet';
import type { SendMany } from './send-many';
import { SocketSink } from './socket-sink';
import type { Subscriber } from './subscriber';

/** Sockets that get the same packet. */
interface Group {
  readonly packet: Packet;
  readonly subscribers: Subscriber[];
  readonly descriptors: number[];
}

/** The writes of one turn: sockets that get the same packet are handed to the kernel together. */
export class FanOut {
  readonly #groups = new Map<Packet, Group>();
  /** The group of the newest write; most often the next write belongs to it too. */
  #newest: Group | null = null;

  /** `onQueued` is called with each stream that has bytes waiting for its peer. */
  constructor(
    private readonly sendMany: SendMany,
    private readonly onQueued: (subscriber: Subscriber) => void,
  ) {}

  /** To be called at most once for each stream between two `flush` calls. */
  add(subscriber: Subscriber, packet: Packet): void {
    const { sink } = subscriber;
    const descriptor = sink instanceof SocketSink ? sink.descriptor : null;
    if (descriptor === null) {
      subscriber.send(packet);
      this.onQueued(subscriber);
    } else {
      const { subscribers, descriptors } = this.#groupOf(packet);
      subscribers.push(subscriber);
      descriptors.push(descriptor);
    }
  }

  /** To be called in the same turn as the `add` calls: after that turn, a descriptor may belong to another connection. */
  flush(): void {
    const groups = [...this.#groups.values()];
    this.#groups.clear();
    this.#newest = null;
    for (const { packet, subscribers, descriptors } of groups) {
      const taken = new Int32Array(descriptors.length);
      if (this.sendMany(Int32Array.from(descriptors), packet.chunk, taken) === descriptors.length) continue;
      for (const [index, subscriber] of subscribers.entries()) {
        const bytes = taken[index] ?? 0;
        if (bytes === packet.chunk.length) continue;
        (subscriber.sink as SocketSink).sent(packet, bytes);
        this.onQueued(subscriber);
      }
    }
  }

  #groupOf(packet: Packet): Group {
    if (this.#newest?.packet === packet) return this.#newest;
    const group = this.#groups.get(packet) ?? { packet, subscribers: [], descriptors: [] };
    this.#groups.set(packet, group);
    this.#newest = group;
    return group;
  }
}
