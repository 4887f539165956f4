import { findBrand } from '@/modules/venues/find-brand';
import { findVenue } from './draw-preview';
import { drawTest } from './draw-sample';
import type { Message, MessageKind, Sender, Written } from './kind';
import { TEMPLATE_KINDS } from './rules';

/** What a venue writes to whoever tries one of its texts. */
export const TEST_MESSAGES: readonly MessageKind[] = [{ kind: 'test', write: writeTest }];

async function writeTest(
  { businessId, locale, draft }: Message,
  { origin }: Sender,
  now: Date,
): Promise<Written | null> {
  const kind = TEMPLATE_KINDS.find((known) => known === draft?.kind);
  if (!draft || !kind) return null;
  const venue = await findVenue(businessId);
  const brand = await findBrand(businessId);
  return { from: venue.name, brand, letter: drawTest({ ...draft, kind, locale }, venue, { origin, now }) };
}
