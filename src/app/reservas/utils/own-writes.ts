import type { SequencedEvent } from '@/realtime/protocol/events';
import type { Reservation } from '@/realtime/protocol/reservation';

interface OwnWrite {
  readonly reservationId: string;
  /** Where the stream stood when the write began, and the sequence that it was answered with. */
  readonly after: number;
  readonly upTo: number;
}

type ReservationEvent = Exclude<SequencedEvent, { type: 'skip' }>;
const KEPT = 50;

/**
 * Tells this tab's own changes from other people's, for notices. An event can come before the answer of the write that
 * caused it, so while a write is on its way notices wait for its end.
 */
export class OwnWrites {
  #pending = 0;
  #waiting: { readonly event: ReservationEvent; readonly show: () => void }[] = [];
  #writes: readonly OwnWrite[] = [];

  /** Runs a write. `position` is the stream's sequence now, 0 when unknown. */
  async track<T extends { reservation: Reservation; seq: number }>(
    position: number,
    write: () => Promise<T>,
  ): Promise<T> {
    this.#pending += 1;
    try {
      const answer = await write();
      const own = { reservationId: answer.reservation.id, after: position, upTo: answer.seq };
      this.#writes = [...this.#writes.slice(1 - KEPT), own];
      return answer;
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) this.#release();
    }
  }

  /** Calls `show`, now or when the writes under way have ended, unless the event is of one of them. */
  showForeign(event: ReservationEvent, show: () => void): void {
    if (this.#pending > 0) this.#waiting.push({ event, show });
    else if (!this.#isOwn(event)) show();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { event, show } of waiting) if (!this.#isOwn(event)) show();
  }

  #isOwn({ reservationId, seq }: ReservationEvent): boolean {
    return this.#writes.some((own) => own.reservationId === reservationId && own.after < seq && seq <= own.upTo);
  }
}
