import { eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { findBrand } from '@/modules/venues/find-brand';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Preview } from './answers';
import { checkTemplate } from './check-template';
import { drawHtml, drawText } from './draw-letter';
import { drawSample } from './draw-sample';
import type { TemplateInput } from './schema';

/** What a text would look like in a mailbox, with invented values. It writes nothing. Throws VALIDATION. */
export async function drawPreview(ctx: Context, input: TemplateInput): Promise<Preview> {
  checkTemplate(input);
  const letter = drawSample(input, await findVenue(ctx.venue.id), { origin: ctx.request.origin, now: ctx.now });
  const brand = await findBrand(ctx.venue.id);
  // A picture that is not attached: it stands in the page.
  const picture =
    brand.logo && `data:${brand.logo.contentType};base64,${Buffer.from(brand.logo.bytes).toString('base64')}`;
  return { subject: letter.subject, html: drawHtml(letter, brand, picture ?? undefined), text: drawText(letter) };
}

/** Throws NOT_FOUND. */
export async function findVenue(businessId: string): Promise<typeof business.$inferSelect> {
  const [venue] = await db().select().from(business).where(eq(business.id, businessId));
  if (!venue) throw new DomainError('NOT_FOUND');
  return venue;
}
