import type { Cursor } from '../protocol/cursor';
import type { StreamEvent } from '../protocol/events';
import type { Election } from './election';
import type { Environment } from './environment';
import { EventTail } from './event-tail';
import { Follower } from './follower';
import { guarded } from './guarded';
import { Leader } from './leader';
import { LeaseElection } from './lease-election';
import { LockElection } from './lock-election';
import { INITIAL_STATE, type StreamHandlers, type StreamSource, type StreamState } from './state';
import type { Tab, TabChange, TabChannel } from './tab';
import { type ClaimMessage, compareRanks, type LeaderMessage, type Rank, type TabMessage } from './tab-messages';

interface SharedStreamOptions {
  /** The identity of the stream: only tabs with the same name share it. */
  readonly name: string;
  readonly tab: Tab;
  readonly environment: Environment;
  /** Opens this tab's own stream, when it leads. */
  readonly openStream: (handlers: StreamHandlers) => StreamSource;
  readonly handlers: StreamHandlers;
  /** Events kept for tabs that missed some. */
  readonly tailLimit?: number;
}

/**
 * One stream for all tabs of a browser. Each tab either leads, with the stream, or follows the tab that leads; the user sees no
 * difference except `transport`.
 *
 * Invariants: `#rank` is the greatest known, and messages from a leader with a lesser one are ignored. `#cursor` is the position
 * of this tab's handlers; it survives every change of role, so that the next role continues exactly there.
 */
export class SharedStream implements StreamSource {
  readonly #options: SharedStreamOptions;
  readonly #id: string;
  readonly #election: Election;
  readonly #tail: EventTail;
  readonly #handlers: StreamHandlers;
  readonly #listeners = new Set<() => void>();
  #state: StreamState = INITIAL_STATE;
  #cursor: Cursor | null = null;
  #rank: Rank | null = null;
  #role: Leader | Follower | null = null;
  #channel: TabChannel | null = null;
  #stopListening: (() => void) | null = null;

  constructor(options: SharedStreamOptions) {
    const { tab, name, environment, handlers, tailLimit = 500 } = options;
    this.#options = options;
    this.#id = `${environment.now().toString(36)}${environment.random().toString(36).slice(2)}`;
    this.#tail = new EventTail(tailLimit);
    this.#handlers = { ...handlers, onEvent: (event, cursor) => this.#emit(event, cursor) };
    const election = {
      name,
      environment,
      isVisible: () => tab.isVisible(),
      nextRank: () => this.#nextRank(),
      claim: (rank: Rank) => this.#channel?.post({ kind: 'claim', rank } satisfies ClaimMessage),
      onElected: (rank: Rank) => this.#lead(rank),
      onLost: () => this.#follow(),
    };
    this.#election = tab.locks ? new LockElection(tab.locks, election) : new LeaseElection(election);
  }

  get state(): StreamState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(cursor: Cursor | null): void {
    this.#cursor = cursor;
    if (this.#role) this.#role.start(cursor);
    else if (!this.#channel) this.#join();
  }

  reconnect(): void {
    if (!this.#channel) this.start(this.#cursor);
    else if (this.#role instanceof Leader) this.#role.reconnect();
    else this.#channel.post({ kind: 'reconnect' } satisfies TabMessage);
  }

  expect(seq: number): void {
    if (this.#role instanceof Leader) this.#role.expect(seq);
    else this.#channel?.post({ kind: 'expect', seq } satisfies TabMessage);
  }

  stop(): void {
    this.#leave();
    this.#stopListening?.();
    this.#stopListening = null;
    this.#channel?.close();
    this.#channel = null;
    this.#set({ ...this.#state, status: 'disconnected', reconnectAttempts: 0, transport: 'none', failure: null });
  }

  #join(): void {
    const { tab, name } = this.#options;
    this.#channel = tab.open(name, (message) => this.#receive(message as TabMessage));
    this.#stopListening = tab.onChange((change) => this.#adapt(change));
    this.#follow();
  }

  #adapt(change: TabChange): void {
    if (change === 'suspended') this.#leave();
    else if (!this.#role) this.#follow();
    else if (this.#role instanceof Follower) this.#role.look();
  }

  #leave(): void {
    const role = this.#role;
    this.#role = null;
    if (role instanceof Leader) role.end(true);
    else role?.end();
    this.#election.leave();
  }

  #follow(): void {
    const { tab, environment } = this.#options;
    this.#role?.end();
    const options = {
      id: this.#id,
      environment,
      isVisible: () => tab.isVisible(),
      post: (message: TabMessage) => this.#channel?.post(message),
      handlers: this.#handlers,
      onState: (state: StreamState) => this.#set(state),
      onLeaderless: () => this.#election.seize(),
    };
    this.#role = new Follower(options, this.#state, this.#cursor);
    this.#election.enter();
  }

  #lead(rank: Rank): void {
    const { tab, name, openStream } = this.#options;
    this.#role?.end();
    this.#rank = rank;
    const leader = new Leader({
      rank,
      openStream,
      tail: this.#tail,
      isVisible: () => tab.isVisible(),
      isFirst: () => tab.readTerm(name) <= rank.term,
      post: (message) => this.#channel?.post(message),
      handlers: this.#handlers,
      onState: (state) => this.#set(state),
      onOutranked: () => this.#stepDown(),
    });
    this.#role = leader;
    leader.start(this.#cursor);
  }

  #stepDown(): void {
    this.#election.leave();
    this.#follow();
  }

  #receive(message: TabMessage): void {
    if (!this.#role) return;
    if ('rank' in message) this.#hearRanked(message);
    else if (this.#role instanceof Leader) this.#role.hear(message);
  }

  #hearRanked(message: LeaderMessage | ClaimMessage): void {
    if (compareRanks(message.rank, this.#rank) < 0) {
      // The sender does not know yet that it was replaced.
      if (this.#role instanceof Leader) this.#role.announce();
      return;
    }
    // A claim may fail: until its tab leads, messages from the last leader are still accepted.
    if (message.kind !== 'claim') this.#rank = message.rank;
    if (this.#role instanceof Leader) this.#stepDown();
    this.#election.hear(message.rank, message.kind === 'resigned');
    if (message.kind !== 'claim' && this.#role instanceof Follower) this.#role.hear(message);
  }

  #nextRank(): Rank {
    const { tab, name } = this.#options;
    const term = Math.max(tab.readTerm(name), this.#rank?.term ?? 0) + 1;
    tab.writeTerm(name, term);
    return { term, id: this.#id };
  }

  #emit(event: StreamEvent, cursor: Cursor | null): void {
    this.#cursor = cursor;
    if (cursor && 'seq' in event) this.#tail.push(event, cursor.epoch);
    else if (cursor && event.type === 'connected') this.#tail.start(cursor);
    this.#options.handlers.onEvent(event, cursor);
  }

  #set(state: StreamState): void {
    this.#state = state;
    for (const listener of this.#listeners) guarded(listener);
  }
}
