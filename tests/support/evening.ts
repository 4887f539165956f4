import { type Api, signIn } from './api';
import { expectNothingLost } from './checker';
import { Device, type DeviceOptions } from './device';
import { type Acknowledged, type Pass, Phone } from './phone';
import type { TestServer } from './server';
import type { Truth } from './truth';
import { until } from './until';

interface EveningOptions extends DeviceOptions {
  readonly parties?: number;
  readonly phones?: number;
}

/** More than any fault lets enter, so that no scan is refused for capacity. */
const PLENTY = 1000;

/** A venue at work on a real server: parties with passes, screens that watch, phones that scan. */
export class Evening {
  readonly #phones: Phone[] = [];
  readonly #others: Acknowledged[] = [];

  private constructor(
    readonly server: TestServer,
    readonly host: Api,
    readonly door: Api,
    readonly passes: readonly Pass[],
    readonly devices: Device[],
    private readonly options: EveningOptions,
  ) {}

  /** Two screens of the host and one of the door, each with `options`. */
  static async open(server: TestServer, options: EveningOptions = {}): Promise<Evening> {
    const host = await signIn(server.url, 'host');
    const door = await signIn(server.url, 'door');
    const passes = await Promise.all(
      Array.from({ length: options.parties ?? 4 }, async (_, index) => {
        const fields = { customerName: `Íñigo Núñez 🎉 ${index}`, guestCount: PLENTY };
        const { reservation, qrCode } = await host.createWithPass(fields);
        return { id: reservation.id, qrCode };
      }),
    );
    const devices = await Promise.all([
      Device.open(host, options),
      Device.open(host, options),
      Device.open(door, { ...options, seesAll: false }),
    ]);
    return new Evening(server, host, door, passes, devices, options);
  }

  get phones(): readonly Phone[] {
    return this.#phones;
  }

  get accepted(): number {
    return this.#phones.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  }

  startPhones(origin?: () => string): void {
    const count = this.options.phones ?? 6;
    this.#phones.push(...Array.from({ length: count }, () => new Phone(this.door, this.passes, origin)));
  }

  /** Waits until the phones have had so many more scans accepted. */
  async progress(scans: number, timeoutMs = 60_000): Promise<void> {
    const before = this.accepted;
    await until(`${scans} more scans`, () => this.accepted >= before + scans, timeoutMs);
  }

  /** A scan that the test itself had answered with 200. */
  acknowledge(...scans: readonly Acknowledged[]): void {
    this.#others.push(...scans);
  }

  async stopPhones(): Promise<void> {
    await Promise.all(this.#phones.map((phone) => phone.stop()));
  }

  /** Stops the phones and checks everything. */
  async check(server = this.server): Promise<Truth> {
    await this.stopPhones();
    return expectNothingLost(server, this.devices, {
      acknowledged: [...this.#others, ...this.#phones.flatMap(({ acknowledged }) => acknowledged)],
      parties: this.passes.map(({ id }) => id),
    });
  }
}
