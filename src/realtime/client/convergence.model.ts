import type { DaySnapshot, WriteAnswer } from '@/modules/reservations/client/day-list';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import type { DomainEvent, DomainEventDraft, Reservation } from '@/modules/reservations/wire';

export const DAYS = ['2026-11-20', '2026-11-21'] as const;
export const EPOCH = 'e1';

/** One write, as numbers that are valid for any state of the database. */
export interface Op {
  readonly kind: 'create' | 'edit' | 'move' | 'delete' | 'scan' | 'status';
  readonly pick: number;
  readonly value: number;
}

/** A database as the contract describes it, written without the reducer: rows and the log of what happened to them. */
export class ModelDatabase {
  readonly rows = new Map<string, Reservation>();
  readonly log: DomainEvent[] = [];

  get head(): number {
    return this.log.length;
  }

  snapshot(day: string): DaySnapshot {
    const reservations = [...this.rows.values()]
      .filter((row) => row.businessDay === day)
      .sort((a, b) => `${a.reservedAt}${a.code}`.localeCompare(`${b.reservedAt}${b.code}`, 'en'))
      .map((row) => ({ ...row }));
    return { day, reservations, cursor: { epoch: EPOCH, seq: this.head } };
  }

  /** Null when there is no row to write on. */
  run({ kind, pick, value }: Op): WriteAnswer | null {
    if (kind === 'create') return this.#create(value);
    const ids = [...this.rows.keys()];
    const row = this.rows.get(ids[pick % Math.max(1, ids.length)] ?? '');
    if (!row) return null;
    const on = { reservationId: row.id, customerName: row.customerName };
    switch (kind) {
      case 'edit': {
        const updates = value % 2 === 0 ? { guestCount: 1 + value } : { reservedAt: instant(row.businessDay, value) };
        Object.assign(row, updates);
        return this.#emit(row, { type: 'reservation-updated', ...on, businessDay: row.businessDay, updates });
      }
      case 'move': {
        const previousBusinessDay = row.businessDay;
        const businessDay = DAYS[(DAYS.indexOf(row.businessDay as (typeof DAYS)[number]) + 1) % DAYS.length] ?? DAYS[0];
        const updates = { businessDay, reservedAt: instant(businessDay, value) };
        Object.assign(row, updates);
        const reservation = { ...row, version: this.head + 1 };
        return this.#emit(row, {
          type: 'reservation-updated',
          ...on,
          businessDay,
          updates,
          previousBusinessDay,
          reservation,
        });
      }
      case 'delete':
        this.rows.delete(row.id);
        return this.#emit(row, { type: 'reservation-deleted', ...on, businessDay: row.businessDay }, true);
      case 'scan':
        return this.count(row, 1 + (value % 3));
      case 'status': {
        const oldStatus = row.status;
        row.status = value % 2 === 0 ? 'CANCELLED' : 'CONFIRMED';
        return this.#emit(row, {
          type: 'status-changed',
          ...on,
          businessDay: row.businessDay,
          oldStatus,
          newStatus: row.status,
        });
      }
    }
  }

  count(row: Reservation, increment: number): WriteAnswer {
    row.scanCount += increment;
    row.status = 'CHECKED_IN';
    return this.#emit(row, {
      type: 'qr-scanned',
      reservationId: row.id,
      customerName: row.customerName,
      businessDay: row.businessDay,
      scanCount: row.scanCount,
      maxGuests: row.guestCount,
      increment,
      isFirstScan: false,
      newStatus: 'CHECKED_IN',
      method: 'QR',
      excess: 0,
    });
  }

  #create(value: number): WriteAnswer {
    const businessDay = DAYS[value % DAYS.length] ?? DAYS[0];
    const id = `r${this.head + 1}`;
    const row = reservationOf({
      id,
      code: `C${String(this.head + 1).padStart(4, '0')}`,
      customerName: `Guest ${id}`,
      guestCount: 2,
      reservedAt: instant(businessDay, value),
      businessDay,
      status: 'PENDING',
      version: this.head + 1,
      createdAt: instant(businessDay, 0),
    });
    this.rows.set(id, row);
    const { customerName, guestCount, reservedAt, status } = row;
    const fields = { reservationId: id, customerName, guestCount, reservedAt, status, businessDay };
    return this.#emit(row, { type: 'reservation-created', ...fields, reservation: { ...row } });
  }

  #emit(row: Reservation, draft: DomainEventDraft, removed = false): WriteAnswer {
    const seq = this.head + 1;
    row.version = seq;
    this.log.push({ ...draft, seq, businessId: 'b1', timestamp: new Date(0).toISOString() } as DomainEvent);
    return { id: row.id, reservation: { ...row }, seq, removed };
  }
}

function instant(day: string, value: number): string {
  return `${day}T${String(12 + (value % 8)).padStart(2, '0')}:00:00.000Z`;
}
