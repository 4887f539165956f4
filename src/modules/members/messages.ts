import { MESSAGES } from '@/i18n/messages';
import { drawMemberLetter } from '@/modules/messages/draw-member-letter';
import { findTemplate } from '@/modules/messages/find-template';
import type { Message, MessageKind, Sender, Written } from '@/modules/messages/kind';
import { findBrand } from '@/modules/venues/find-brand';
import { findLink } from './find-link';

/** What a venue writes to the people who work there, or are invited. */
export const MEMBER_MESSAGES: readonly MessageKind[] = [
  { kind: 'invitation', write: writeInvitation },
  { kind: 'recovery', write: writeRecovery },
];

async function writeInvitation(message: Message, { origin }: Sender, now: Date): Promise<Written | null> {
  const { businessId, token, locale } = message;
  const found = token === null ? null : await findLink('invitacion', token, now);
  if (found?.state !== 'open') return null;
  const role = found.customRole?.name ?? MESSAGES[locale].people.roles[found.role];
  const template = await findTemplate(businessId, { kind: 'invitation', locale });
  return {
    from: found.venue,
    brand: await findBrand(businessId),
    letter: drawMemberLetter('invitation', locale, template, {
      ...{ venue: found.venue, role, url: `${origin}/invitacion/${token}` },
    }),
  };
}

async function writeRecovery(message: Message, { origin }: Sender, now: Date): Promise<Written | null> {
  const { businessId, token, locale } = message;
  const found = token === null ? null : await findLink('recuperar', token, now);
  if (found?.state !== 'open') return null;
  const template = await findTemplate(businessId, { kind: 'recovery', locale });
  return {
    from: MESSAGES[locale].common.appName,
    letter: drawMemberLetter('recovery', locale, template, {
      ...{ venue: found.venue, url: `${origin}/recuperar/${token}` },
    }),
  };
}
