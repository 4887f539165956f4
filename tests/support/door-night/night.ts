import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { expect } from 'vitest';
import type { Profile } from '@/modules/access/context';
import type { DoorManifest } from '@/modules/door/answers';
import { unpackIds } from '@/modules/door/wire';
import { Api, anonymousApi, signIn } from '../api';
import { pick, seeded } from '../random';
import { restartWithNewEpochs } from '../renew-epochs';
import type { TestServer } from '../server';
import { sleep, until } from '../until';
import { expectIncidents, expectLedger, insideByPhones, type Known, POISON, sumOf } from './check';
import { Phone } from './phone';
import { readTables } from './tables';

const CAPACITY = 60;
const HOURS = 3_600_000;
/** How long the phones may take to hand over what they hold, once nothing disturbs them. Milliseconds. */
const DRAINED_WITHIN = 120_000;

interface Party {
  readonly id: string;
  /** Passes that somebody may show: the newest last. */
  readonly tokens: string[];
}

/** A night at two gates: four phones, a host, and a server that is killed again and again. All that is random follows from `seed`. */
export class DoorNight {
  readonly #random: () => number;
  readonly #hostAsked = new Set<string>();
  readonly #hostCounted = new Set<string>();
  readonly #capacityPolicy: Known['capacityPolicy'];
  #isOver = false;
  phones: readonly Phone[] = [];
  kills = 0;

  private constructor(
    readonly server: TestServer,
    readonly owner: Api,
    readonly day: string,
    readonly parties: readonly Party[],
    readonly foreignToken: string,
    seed: number,
  ) {
    this.#random = seeded(seed);
    this.#capacityPolicy = seed % 2 === 0 ? 'BLOCK' : 'WARN';
  }

  static async open(server: TestServer, seed: number, parties: number): Promise<DoorNight> {
    await moveToEvening(String(server.env.DATABASE_URL));
    const owner = await signIn(server.url, 'owner');
    const foreign = await (await signIn(server.url, 'foreign')).createWithPass({ customerName: 'De Otro Local' });
    const random = seeded(seed + 1);
    const made: Party[] = [];
    for (let index = 0; index < parties; index += 1) {
      const guestCount = 1 + Math.floor(random() * 6);
      const { reservation, qrCode } = await owner.createWithPass({ customerName: `Grupo ${index}`, guestCount });
      made.push({ id: reservation.id, tokens: [qrCode] });
    }
    const { day } = await owner.list();
    const night = new DoorNight(server, owner, day, made, foreign.qrCode, seed);
    // What the demo's evening brings along.
    const { entries } = await readTables(String(server.env.DATABASE_URL), owner.businessId, day);
    for (const { nonce } of entries) night.#hostAsked.add(nonce);
    await owner.ok('PUT', `/api/local?businessId=${owner.businessId}`, {
      ...{ capacity: CAPACITY, occupancyPolicy: 'BLOCK', capacityPolicy: night.#capacityPolicy },
    });
    night.phones = await night.#openPhones();
    return night;
  }

  /** Lets everybody work for so long, in milliseconds. */
  async run(ms: number): Promise<void> {
    const end = performance.now() + ms;
    const isOver = () => performance.now() > end;
    const work = [
      ...this.phones.map((phone) => this.#workAt(phone, isOver)),
      ...this.phones.map((phone) => this.#disturb(phone, isOver)),
      this.#host(isOver),
      this.#kill(isOver),
      this.#revokeOne(ms * 0.7, isOver),
    ];
    await Promise.all(work);
  }

  /** The noise is over: what the phones hold is handed over, and everything agrees. */
  async end(): Promise<void> {
    const { owner, phones } = this;
    for (const phone of phones) {
      [phone.losing, phone.doubling] = [0, 0];
      if (phone.isRevoked) phone.discardUndecided();
    }
    const drained = async () => {
      for (const phone of phones) phone.plug();
      await sleep(500);
      return phones.every(({ queued }) => queued === 0);
    };
    await until('the phones hand over what they hold', drained, DRAINED_WITHIN).catch((error: Error) => {
      const left = phones.map(({ name, tabs }) => [name, tabs.map(({ page }) => [...page.store.counts.values()])]);
      throw new Error(JSON.stringify(left), { cause: error });
    });
    // Copies of requests that were held up.
    await sleep(4500);
    const tables = await readTables(String(this.server.env.DATABASE_URL), owner.businessId, this.day);
    const known: Known = {
      ...{ phones, hostCounted: this.#hostCounted, hostAsked: this.#hostAsked },
      ...{ capacity: CAPACITY, capacityPolicy: this.#capacityPolicy },
    };
    expectLedger(tables, known);
    expectIncidents(tables, known);
    const { inside, uncounted } = await owner.ok<{ inside: number; uncounted: number }>(
      'GET',
      `/api/ocupacion?businessId=${owner.businessId}`,
    );
    expect(inside - uncounted, 'occupancy is the sum of the ledger').toBe(sumOf(tables.entries));
    expect(sumOf(tables.entries), 'the ledger is the sum of all that the phones hold').toBe(
      insideByPhones(tables, known),
    );
    for (const phone of phones) if (!phone.isRevoked) await this.#expectCurrent(phone);
  }

  async close(): Promise<void> {
    this.#isOver = true;
    for (const phone of this.phones) await phone.close();
  }

  async #openPhones(): Promise<Phone[]> {
    const { owner, server } = this;
    const gate = async (name: string, direction: string) => {
      const made = await owner.ok<{ gate: { id: string } }>('POST', `/api/puertas?businessId=${owner.businessId}`, {
        name,
        direction,
      });
      return made.gate.id;
    };
    const [north, south] = [await gate('Norte', 'IN'), await gate('Sur', 'BOTH')];
    const person = await signIn(server.url, 'door');
    const signedIn: [string, Api, string][] = [
      ['norte-a', person, north],
      ['norte-b', await this.#pair('Norte B', 'SCAN_LIST', north), north],
      ['sur-a', await this.#pair('Sur A', 'SCAN_LIST', south), south],
      ['sur-b', await this.#pair('Sur B', 'SCAN_LIST', south), south],
    ];
    const phones: Phone[] = [];
    for (const [name, api, gateId] of signedIn) {
      const { user, device } = await api.ok<{ user: { id: string; name: string }; device?: { id: string } }>(
        'GET',
        '/api/me',
      );
      const author = { id: user.id, name: user.name };
      phones.push(
        await Phone.open({
          name,
          port: server.port,
          api,
          author,
          gateId,
          deviceId: device?.id ?? null,
          random: this.#random,
        }),
      );
    }
    return phones;
  }

  async #pair(name: string, profile: Profile, gateId: string): Promise<Api> {
    const { owner, server } = this;
    const made = await owner.ok<{ pairUrl: string }>(
      'POST',
      `/api/puerta/dispositivos?businessId=${owner.businessId}`,
      {
        ...{ name, profile, gateIds: [gateId] },
      },
    );
    const paired = await anonymousApi(server.url).call('POST', '/api/puerta/vincular', {
      body: { token: made.pairUrl.split('#')[1] },
    });
    const cookie = paired.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return new Api(server.url, cookie, owner.businessId);
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #upTo(most: number): number {
    return 1 + Math.floor(this.#random() * most);
  }

  /** Whoever works the phone. */
  async #workAt(phone: Phone, isOver: () => boolean): Promise<void> {
    const isExit = phone.name.startsWith('sur');
    while (!isOver()) {
      await sleep(50 + this.#random() * 600);
      if (phone.isRevoked) continue;
      const party = pick(this.#random, this.parties);
      const qrCode = pick(this.#random, party.tokens);
      const target = this.#chance(0.8) ? { qrCode } : { reservationId: party.id };
      const byPhone = phone.network.isDown || this.#chance(0.2);
      const draw = this.#random();
      if (draw < 0.03) await phone.insist({ target: { qrCode }, flow: 'IN', increment: POISON });
      else if (draw < 0.06)
        await phone.insist({ target: { qrCode: this.foreignToken }, flow: 'IN', increment: this.#upTo(2) });
      else if (draw < 0.14) await this.#undo(phone, byPhone);
      else if (draw < 0.3)
        await phone.count({ target: { category: null }, flow: 'IN', increment: this.#upTo(4) }, byPhone);
      else if (draw < (isExit ? 0.7 : 0.33)) {
        const left = this.#chance(0.6) ? { qrCode } : { category: null };
        await phone.count({ target: left, flow: 'OUT', increment: this.#upTo(3) }, byPhone);
      } else await phone.count({ target, flow: 'IN', increment: this.#upTo(3) }, byPhone);
    }
  }

  /** Takes back something that the phone has counted, once. */
  async #undo(phone: Phone, byPhone: boolean): Promise<void> {
    const made = [...phone.made.values()];
    const undone = new Set(made.flatMap(({ count: { target } }) => ('undoOf' in target ? target.undoOf : [])));
    const mine = made.filter(
      ({ count, refused }) =>
        !refused &&
        !('undoOf' in count.target) &&
        !undone.has(count.nonce) &&
        count.increment !== POISON &&
        count.target !== null,
    );
    const count = mine.length > 0 ? pick(this.#random, mine.slice(-8)).count : null;
    const isForeign = count && 'qrCode' in count.target && count.target.qrCode === this.foreignToken;
    if (!count || isForeign) return;
    const { nonce, increment } = count;
    await phone.count({ target: { undoOf: nonce }, flow: 'IN', increment: -increment }, byPhone || this.#chance(0.7));
  }

  async #disturb(phone: Phone, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await sleep(400 + this.#random() * 2500);
      const draw = this.#random();
      if (draw < 0.25) {
        phone.unplug();
        await sleep(this.#random() * 6000);
        phone.plug();
      } else if (draw < 0.35) phone.network.cut();
      else if (draw < 0.5) phone.losing += this.#upTo(2);
      else if (draw < 0.65) phone.doubling += 1;
      else if (draw < 0.8) await phone.reopen();
      else if (draw < 0.88 && phone.tabs.length < 2) await phone.openTab();
      else if (draw < 0.94) phone.clockOffset = pick(this.#random, [0, 0, 3 * HOURS, -3 * HOURS]);
      else phone.plug();
    }
    phone.plug();
  }

  /** Somebody at the host's desk; what they ask for may be refused, or lost with the server. */
  async #host(isOver: () => boolean): Promise<void> {
    const { owner } = this;
    const ask = (method: string, path: string, body?: unknown) =>
      owner.call(method, `${path}?businessId=${owner.businessId}`, { body: body ?? {} }).catch(() => null);
    while (!isOver()) {
      await sleep(200 + this.#random() * 1200);
      const party = pick(this.#random, this.parties);
      const path = `/api/reservas/${party.id}`;
      const draw = this.#random();
      if (draw < 0.25) await ask('POST', `${path}/estado`, { status: this.#chance(0.6) ? 'CANCELLED' : 'CONFIRMED' });
      else if (draw < 0.45) {
        const rotated = await ask('POST', `${path}/qr/rotar`);
        const qrCode = rotated?.status === 200 ? String(rotated.body.qrCode) : null;
        if (qrCode) party.tokens.push(qrCode);
      } else if (draw < 0.65) await ask('PUT', path, { guestCount: this.#upTo(7) });
      else await this.#countByHand(path, ask);
    }
  }

  /** The manager lets people in whatever the venue holds, or corrects how many came. */
  async #countByHand(
    path: string,
    ask: (method: string, path: string, body: unknown) => Promise<{ status: number } | null>,
  ) {
    const nonce = `host-${randomUUID()}`;
    this.#hostAsked.add(nonce);
    const forced = this.#chance(0.5) ? { force: true, reason: 'Los conoce la dueña' } : {};
    const delta = this.#chance(0.8) ? this.#upTo(2) : -1;
    const answer = await ask('POST', `${path}/asistencia`, { delta, nonce, ...forced });
    if (answer?.status === 200) this.#hostCounted.add(nonce);
  }

  async #kill(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await sleep(2500 + this.#random() * 5000);
      this.kills += 1;
      // A copy that was restored has a log of its own: no list and no manifest of before can be continued.
      if (this.#chance(0.15)) await restartWithNewEpochs(this.server);
      else {
        await this.server.kill9();
        await sleep(this.#random() * 1500);
        await this.server.restart();
      }
    }
  }

  async #revokeOne(after: number, isOver: () => boolean): Promise<void> {
    const [, phone] = this.phones;
    const { owner } = this;
    await sleep(after);
    const path = `/api/puerta/dispositivos/${phone?.options.deviceId}`;
    for (let isEnded = false; phone && !isEnded && !(isOver() && this.#isOver); ) {
      phone.isRevoked = true;
      const answer = await owner.call('DELETE', `${path}?businessId=${owner.businessId}`).catch(() => null);
      isEnded = answer?.status === 200 || answer?.status === 204;
      if (!isEnded) await sleep(300);
    }
  }

  /** The phone's list and manifest are what the server reads from the database now. */
  async #expectCurrent(phone: Phone): Promise<void> {
    const { owner } = this;
    const { api } = phone.options;
    await until(
      `${phone.name} knows the night as it is`,
      async () => {
        const read = await api.ok<DoorManifest>('GET', `/api/puerta/manifiesto?businessId=${owner.businessId}`);
        const list = await phone.device?.list();
        const own = phone.currentManifest();
        if (!own || !list || !phone.isCurrent || list.cursor !== read.cursor || own.cursor !== read.cursor)
          return false;
        expect(phone.device?.rows).toEqual(list.reservations);
        expect(comparable(own)).toEqual(comparable(read));
        return true;
      },
      60_000,
    );
  }
}

/** Without what every reading has of its own; the figure of those inside is another list's. */
function comparable({ serverTime: _, occupancy: __, revoked, persons, ...manifest }: DoorManifest) {
  return { ...manifest, revoked: unpackIds(revoked).toSorted(), persons: persons ?? {} };
}

/** The venue's clock shows the middle of an evening, so that three hours more or less are the same night. */
async function moveToEvening(databaseUrl: string): Promise<void> {
  const offset = ((((18 - new Date().getUTCHours()) % 24) + 36) % 24) - 12;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  // The sign is the other way round in these names.
  const zone = `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
  await client.query('update business set time_zone = $1', [zone]);
  await client.end();
}
