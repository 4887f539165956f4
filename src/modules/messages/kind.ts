import type { Locale } from '@/i18n/locale';
import type { Brand } from '@/modules/venues/find-brand';
import type { Letter } from './draw-letter';
import type { MessageKindName } from './rules';
import type { Draft } from './tables';

/** What a kind of message is written from. */
export interface Message {
  readonly businessId: string;
  readonly subjectId: string;
  readonly recipient: string;
  readonly locale: Locale;
  /** The token of the link in it, or the code; null for a kind without either. */
  readonly token: string | null;
  /** The text of a test; null for every other kind. */
  readonly draft: Draft | null;
}

/** A calendar file (RFC 5545) and what it does: PUBLISH adds or replaces an event, CANCEL removes it. */
export interface CalendarPart {
  readonly method: 'PUBLISH' | 'CANCEL';
  readonly content: string;
}

/** A message as it is sent. */
export interface Written {
  /** The venue's name, which the recipient sees as the sender. */
  readonly from: string;
  readonly letter: Letter;
  /** The venue's; absent where the installation writes. */
  readonly brand?: Brand;
  readonly calendar?: CalendarPart;
}

/** From whom and where an installation writes. */
export interface Sender {
  /** Of this server in a browser: `https://aforo.example`. */
  readonly origin: string;
  /** The address that sends, without a name. */
  readonly address: string;
}

/** A kind of message: a module adds its own to the server's list. */
export interface MessageKind {
  readonly kind: MessageKindName;
  /** Writes the message by the state of its subject now; null when it has become untrue, so that nothing is sent. */
  readonly write: (message: Message, sender: Sender, now: Date) => Promise<Written | null>;
}
