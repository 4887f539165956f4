import { acceptedLocale } from '@/i18n/accepted-locale';
import { DEFAULT_LOCALE, type Locale } from '@/i18n/locale';
import { DomainError } from '@/platform/errors';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { bearerOf, readKey } from './api-key';
import { readDevice, readEndedDevice } from './paired-device';
import { type Acting, type Identity, readIdentity } from './session';

/** Which paired devices may call: those in force, or also those whose access has ended. */
type Devices = 'with-devices' | 'also-ended';

/** Identifies who sent a request. There is one caller per request; the answer carries `answerHeaders`. */
export class Caller {
  #userId: string | null = null;
  #locale: Locale | null = null;

  constructor(
    private readonly header: (
      name: 'authorization' | 'cookie' | 'accept-language' | typeof ACCOUNT_HEADER,
    ) => string | null | undefined,
  ) {}

  /**
   * Null without a valid session. Throws KEY_REFUSED for an API key, and ACCOUNT_CHANGED when the request names an account other than the session's:
   * the page that sent it was made for another account. A request that names no account, such as a script's, belongs to
   * the session's account.
   */
  async find(): Promise<Identity | null> {
    if (bearerOf(this.header('authorization')) !== null) {
      await this.identifyAny();
      throw new DomainError('KEY_REFUSED');
    }
    const identity = await readIdentity(this.header('cookie'));
    return identity && this.#accept(identity);
  }

  /**
   * A person or an API key, for what both may do, and a paired device where `devices` may, too. A request with a key is
   * the key's alone: its cookies are not read. Throws KEY_INVALID for a key that does not act, and as `identify`.
   */
  async identifyAny(devices: Devices | null = null): Promise<Identity<Acting>> {
    const bearer = bearerOf(this.header('authorization'));
    if (bearer === null) return this.identify(devices);
    const identity = await readKey(bearer);
    if (!identity) throw new DomainError('KEY_INVALID');
    return this.#accept(identity);
  }

  #accept<Place extends Acting>(identity: Identity<Place>): Identity<Place> {
    this.#userId = identity.userId;
    this.#locale = identity.locale;
    const named = this.header(ACCOUNT_HEADER) ?? identity.userId;
    if (named !== identity.userId) throw new DomainError('ACCOUNT_CHANGED');
    return identity;
  }

  /**
   * As `find`, but throws UNAUTHENTICATED without a valid session. A paired device is asked for only where there is no
   * session: it is accepted where `devices` may call as well, and throws FORBIDDEN everywhere else.
   */
  async identify(devices: Devices | null = null): Promise<Identity> {
    const person = await this.find();
    if (person) return person;
    const cookie = this.header('cookie');
    const device = (await readDevice(cookie)) ?? (devices === 'also-ended' ? await readEndedDevice(cookie) : null);
    if (!device) throw new DomainError('UNAUTHENTICATED');
    this.#accept(device);
    if (devices === null) throw new DomainError('FORBIDDEN');
    return device;
  }

  /** The reader's language: that of the account once the caller is identified, else the browser's. */
  get locale(): Locale {
    return this.localeOr(DEFAULT_LOCALE);
  }

  /** As `locale`; `otherwise` for a browser that asks for none of our languages. */
  localeOr(otherwise: Locale): Locale {
    return this.#locale ?? acceptedLocale(this.header('accept-language'), otherwise);
  }

  /** Once the caller is identified, every answer names the account, including refusals. */
  get answerHeaders(): Record<string, string> {
    return this.#userId === null ? {} : { [ACCOUNT_HEADER]: this.#userId };
  }
}
