import { createHash } from 'node:crypto';
import type { Logo } from '@/modules/venues/find-brand';
import { env } from '@/platform/env';
import { drawHtml, drawText, LOGO_CID } from './draw-letter';
import type { Sender, Written } from './kind';

/** Milliseconds after which a sending fails: for the connection, for one silence of the server, and for the whole. */
const TIMEOUTS = { connect: 10_000, silence: 20_000, whole: 60_000 } as const;
export type Timeouts = Record<keyof typeof TIMEOUTS, number>;

/** How the sending of one message ended when the server did not accept it. */
export interface Refusal {
  /**
   * `message`: this message will never be accepted. `later`: it may be accepted later. `server`: the server accepts
   * nothing at the moment, this message or any other.
   */
  readonly scope: 'message' | 'later' | 'server';
  /** `SMTP_550`, `ECONNREFUSED`, …: never an address, nor what the server said. */
  readonly code: string;
}

export interface Mailer {
  readonly sender: Sender;
  /** Null once the server has accepted it. The same `key` gives the same Message-ID. */
  send(to: string, written: Written, key: string): Promise<Refusal | null>;
}

/** The mailer of this installation; null without SMTP_URL. */
export function installedMailer(): Mailer | null {
  const { SMTP_URL, MAIL_FROM, PUBLIC_URL } = env();
  if (!SMTP_URL || !MAIL_FROM || !PUBLIC_URL) return null;
  return smtpMailer(SMTP_URL, { origin: new URL(PUBLIC_URL).origin, address: MAIL_FROM });
}

/** Sends through one SMTP server, with a connection for each message. */
export function smtpMailer(url: string, sender: Sender, timeouts: Timeouts = TIMEOUTS): Mailer {
  return {
    sender,
    async send(to, { from, letter, brand, calendar }, key) {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        ...{ url, disableFileAccess: true, disableUrlAccess: true },
        ...{ connectionTimeout: timeouts.connect, greetingTimeout: timeouts.connect },
        ...{ dnsTimeout: timeouts.connect, socketTimeout: timeouts.silence },
      });
      const sending = transport.sendMail({
        from: { name: from, address: sender.address },
        to: { name: '', address: to },
        subject: letter.subject,
        text: drawText(letter),
        html: drawHtml(letter, brand),
        messageId: messageId(key, sender.address),
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(brand?.logo ? { attachments: [attachmentOf(brand.logo)] } : {}),
        ...(calendar ? { icalEvent: { ...calendar, filename: 'reserva.ics' } } : {}),
      });
      try {
        await within(timeouts.whole, sending);
        return null;
      } catch (error) {
        return refusalOf(error);
      } finally {
        transport.close();
      }
    },
  };
}

/** The letter shows it from within, so that nothing is loaded from anywhere. */
function attachmentOf({ contentType, bytes }: Logo) {
  const filename = contentType === 'image/png' ? 'logo.png' : 'logo.jpg';
  return { cid: LOGO_CID, contentType, filename, content: Buffer.from(bytes), contentDisposition: 'inline' as const };
}

/** The same for every attempt, so that a recipient who gets a message twice is shown it once. */
function messageId(key: string, address: string): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return `<${name}@${address.split('@')[1]}>`;
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Answers about this recipient or this content concern one message; any other trouble is the server's. */
function refusalOf(error: unknown): Refusal {
  const { code, command, responseCode } = error as { code?: unknown; command?: unknown; responseCode?: unknown };
  if (typeof responseCode !== 'number')
    return { scope: 'server', code: /^E[A-Z]+$/.test(String(code)) ? String(code) : 'UNKNOWN' };
  const isOfMessage = command === 'RCPT TO' || command === 'DATA';
  const scope = isOfMessage ? (responseCode >= 500 ? 'message' : 'later') : 'server';
  return { scope, code: `SMTP_${responseCode}` };
}
