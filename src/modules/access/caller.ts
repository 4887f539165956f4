import { DomainError } from '@/platform/errors';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';
import { type Identity, readIdentity } from './session';

/** Who sent a request. One for each request; the answer carries `answerHeaders`. */
export class Caller {
  #userId: string | null = null;

  constructor(private readonly header: (name: 'cookie' | typeof ACCOUNT_HEADER) => string | null | undefined) {}

  /**
   * Null without a valid session. Throws ACCOUNT_CHANGED when the request names another account than the session's: the page
   * that sent it was made for somebody else. A request that names none, as a script's, is the session's.
   */
  async find(): Promise<Identity | null> {
    const identity = await readIdentity(this.header('cookie'));
    if (!identity) return null;
    this.#userId = identity.userId;
    const named = this.header(ACCOUNT_HEADER) ?? identity.userId;
    if (named !== identity.userId) throw new DomainError('ACCOUNT_CHANGED');
    return identity;
  }

  /** As `find`, but throws UNAUTHENTICATED without a valid session. */
  async identify(): Promise<Identity> {
    const identity = await this.find();
    if (!identity) throw new DomainError('UNAUTHENTICATED');
    return identity;
  }

  /** Once someone was identified, every answer says whose it is, a refusal too. */
  get answerHeaders(): Record<string, string> {
    return this.#userId === null ? {} : { [ACCOUNT_HEADER]: this.#userId };
  }
}
