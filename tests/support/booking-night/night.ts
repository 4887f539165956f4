import { expect } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import type { Reservation } from '@/modules/reservations/wire';
import type { Answer, Api } from '../api';
import { pick, seeded } from '../random';

/** In each of these the clock goes on in one night of the year, from 02:00 to 03:00. */
const ZONES = ['Europe/Madrid', 'America/New_York', 'Pacific/Auckland'];
const clockIn = (zone: string) => Temporal.Now.zonedDateTimeISO(zone);
/** Nobody is offered another night in the venue's small hours, so it is where there is day while this runs. */
const isDay = (zone: string) => clockIn(zone).hour >= 9 && clockIn(zone).hour < 21;
export const ZONE = ZONES.find(isDay) ?? 'Europe/Madrid';

/** The next night in which the clock of the zone goes on, before its service closes. */
function nightOfChange(): { day: Temporal.PlainDate; change: number } {
  for (let at = clockIn(ZONE).add({ days: 7 }); ; ) {
    const next = at.getTimeZoneTransition('next');
    if (!next) throw new Error('the clock of the zone does not change');
    if (next.offsetNanoseconds > at.offsetNanoseconds)
      return { day: next.toPlainDate().subtract({ days: 1 }), change: next.epochMilliseconds };
    at = next;
  }
}
const { day, change } = nightOfChange();
export const DAY = day.toString();
/** Where the clock goes on by an hour. */
export const CHANGE = change;
/** The beginning of the night's service. */
export const EVENING = day.toZonedDateTime({ timeZone: ZONE, plainTime: '20:00' }).epochMilliseconds;
export const QUARTER = 15 * 60_000;
export const SLUG = 'terraza';
/** Far above what one machine asks in a night. */
export const LIMITS = {
  ...{ RATE_LIMIT_REQUESTS_PER_MINUTE: '1000000', RATE_LIMIT_REQUESTS_PER_USER_PER_MINUTE: '1000000' },
  // Each guest books from a network of their own.
  TRUSTED_PROXIES: '1',
};

export const BOOKED = { host: 80, online: 50, file: 60, waiting: 10 };
export const WALK_INS = 30;
/** Parties that are moved by hand on the plan. */
export const BY_HAND = 3;
/** Parties that need more than one table. */
export const GROUPS = 6;
export const CANCELLED = { venue: 12, guest: 8 };

/** The answer to a guest who has booked. */
export interface Booked {
  readonly code: string;
  readonly manageUrl: string;
}

interface Slots {
  readonly slots: readonly { at: string; options: readonly { tableIds: string[] }[] }[];
  readonly nearest: readonly { at: string }[];
}

/** Rows by plain SQL, whose first parameter is the venue and whose second one is the night. */
export type Sql = <T extends object>(text: string) => Promise<T[]>;

/** The people of the night and what they ask for, over both processes in turn. */
export class Night {
  readonly random = seeded(20_270_327);
  #turn = 0;

  constructor(
    readonly hosts: readonly [Api, Api],
    readonly guests: readonly [Api, Api],
  ) {}

  get host(): Api {
    return this.hosts[this.#turn++ % 2] as Api;
  }

  get guest(): Api {
    return this.guests[this.#turn++ % 2] as Api;
  }

  /** What a guest sends to the venue's page, from a network of their own. */
  post<T>(path: string, body: object, network: number, api = this.guest): Promise<Answer<T>> {
    const headers = { 'x-forwarded-for': `198.51.100.${network % 250}` };
    return api.call<T>('POST', `/api/public/${SLUG}/${path}`, { body, headers });
  }

  upTo(most: number): number {
    return 1 + Math.floor(this.random() * most);
  }

  slots(party: number, channel: string): Promise<Slots> {
    const { host } = this;
    const query = new URLSearchParams({ businessId: host.businessId, day: DAY, party: String(party), channel });
    return host.ok('GET', `/api/disponibilidad?${query}`);
  }

  /** Books tables that are offered; the offer may be gone meanwhile. */
  async book(customerName: string, guestCount: number, channel: 'IN_HOUSE' | 'WALK_IN'): Promise<Reservation> {
    for (;;) {
      const { slots } = await this.slots(guestCount, channel);
      const slot = pick(this.random, slots);
      const { host } = this;
      const answer = await host.call<{ reservation: Reservation }>(
        'POST',
        `/api/reservas?businessId=${host.businessId}`,
        {
          body: {
            ...{ customerName, guestCount, channel, reservedAt: slot.at, tableIds: slot.options[0]?.tableIds ?? [] },
            ...{ status: 'CONFIRMED', customerEmail: `${customerName.replaceAll(' ', '.')}@guest.test`.toLowerCase() },
          },
        },
      );
      if (answer.status === 201) return answer.body.reservation;
      expect(answer).toMatchObject({ status: 409, body: { code: 'TABLE_TAKEN' } });
    }
  }

  /** Keeps a time by the venue's page and books it. */
  async bookOnline(name: string, party: number, policyVersion: number, network: number): Promise<Booked> {
    for (;;) {
      const path = `/api/public/${SLUG}/disponibilidad?day=${DAY}&party=${party}`;
      const { body: offered } = await this.guest.call<Slots>('GET', path, {
        headers: { 'x-forwarded-for': `198.51.100.${network % 250}` },
      });
      const { at } = pick(this.random, offered.slots);
      const held = await this.post<{ holdId: string }>('retencion', { at, party }, network);
      if (held.status !== 201) {
        expect(held).toMatchObject({ status: 409, body: { code: 'SLOT_TAKEN' } });
        continue;
      }
      const email = `${name.replaceAll(' ', '.')}@guest.test`.toLowerCase();
      const form = { holdId: held.body.holdId, name, email, policyVersion, locale: 'es' };
      // The same form twice, at both processes, is one booking.
      const [one, other] = await Promise.all(
        this.guests.map((guest) => this.post<Booked>('reservas', form, network, guest)),
      );
      expect(one?.body.code).toBeTruthy();
      expect(other?.body.code).toBe(one?.body.code);
      return one?.body as Booked;
    }
  }
}

export async function inGroups<T>(count: number, work: (index: number) => Promise<T>, size = 8): Promise<T[]> {
  const done: T[] = [];
  for (let from = 0; from < count; from += size) {
    const group = Array.from({ length: Math.min(size, count - from) }, (_, index) => work(from + index));
    done.push(...(await Promise.all(group)));
  }
  return done;
}
