import { and, eq, gt } from 'drizzle-orm';
import { formatText } from '@/i18n/format-text';
import { LANGUAGES } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { auditEntry } from '@/modules/audit/tables';
import type { Message, MessageKind, Sender, Written } from '@/modules/messages/kind';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { UNKNOWN_DEVICE } from '@/platform/http/device-label';
import { findEmailChange } from './complete-email-change';
import { SIGN_IN_TOLD_MS } from './rules';

/** What is written to a person about their account. */
export const ACCOUNT_MESSAGES: readonly MessageKind[] = [
  { kind: 'email-change', write: writeEmailChange },
  { kind: 'email-changed', write: writeEmailChanged },
  { kind: 'new-sign-in', write: writeNewSignIn },
];

async function writeEmailChange({ token, locale }: Message, { origin }: Sender, now: Date): Promise<Written | null> {
  const found = token === null ? null : await findEmailChange(token, now);
  if (found?.state !== 'open') return null;
  const { subject, title, body, link, why } = MESSAGES[locale].mail.letter.emailChange;
  return {
    from: MESSAGES[locale].common.appName,
    letter: {
      ...{ locale, subject, title },
      parts: [
        { kind: 'text', text: body },
        { kind: 'link', label: link, url: `${origin}/correo/${token}` },
      ],
      footer: why,
    },
  };
}

/** To the address before: it does not name the new one, since it may be in other hands. */
async function writeEmailChanged({ locale }: Message): Promise<Written | null> {
  const { subject, title, body, why } = MESSAGES[locale].mail.letter.emailChanged;
  return {
    from: MESSAGES[locale].common.appName,
    letter: { locale, subject, title, parts: [{ kind: 'text', text: body }], footer: why },
  };
}

/** The subject is the request that signed in; its entry in the audit holds the time and the kind of browser. */
async function writeNewSignIn(
  { businessId, subjectId, locale }: Message,
  { origin }: Sender,
  now: Date,
): Promise<Written | null> {
  const isIt = and(
    eq(auditEntry.businessId, businessId),
    eq(auditEntry.requestId, subjectId),
    eq(auditEntry.action, 'member.new-device'),
    gt(auditEntry.at, new Date(now.getTime() - SIGN_IN_TOLD_MS)),
  );
  const [found] = await db()
    .select({ at: auditEntry.at, after: auditEntry.after, timeZone: business.timeZone })
    .from(auditEntry)
    .innerJoin(business, eq(business.id, auditEntry.businessId))
    .where(isIt);
  if (!found) return null;
  const texts = MESSAGES[locale].mail.letter.newSignIn;
  const { device = UNKNOWN_DEVICE } = (found.after ?? {}) as { device?: string };
  const { formats } = LANGUAGES[locale];
  const when = new Intl.DateTimeFormat(formats, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone: found.timeZone, timeZoneName: 'short' },
  }).format(found.at);
  const facts = { when, device: device === UNKNOWN_DEVICE ? texts.unknown : device };
  return {
    from: MESSAGES[locale].common.appName,
    letter: {
      ...{ locale, subject: texts.subject, title: texts.title },
      parts: [
        { kind: 'text', text: formatText(locale, texts.body, facts) },
        { kind: 'text', text: texts.advice },
        { kind: 'link', label: texts.link, url: `${origin}/cuenta` },
      ],
      footer: texts.why,
    },
  };
}
