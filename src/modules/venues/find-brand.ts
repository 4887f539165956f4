import { and, eq } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { business, venueLogo } from './tables';

export interface Logo {
  readonly contentType: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** By what people know a venue again. */
export interface Brand {
  /** `#rrggbb` */
  readonly accent: string | null;
  readonly logo: Logo | null;
}

/** The address of a venue's logo, which names its content. */
export function logoPath(businessId: string, hash: string | null): string | null {
  return hash === null ? null : `/api/logos/${businessId}/${hash}`;
}

/** Null for a logo that the venue has no longer, or never had. */
export async function findLogo(businessId: string, hash: string): Promise<Logo | null> {
  const [row] = await db()
    .select()
    .from(venueLogo)
    .where(and(eq(venueLogo.businessId, businessId), eq(venueLogo.hash, hash)));
  return row ? logoOf(row) : null;
}

/** For what is sent to people. */
export async function findBrand(businessId: string): Promise<Brand> {
  const [row] = await db()
    .select({ accent: business.accent, logo: venueLogo })
    .from(business)
    .leftJoin(venueLogo, eq(venueLogo.businessId, business.id))
    .where(eq(business.id, businessId));
  return { accent: row?.accent ?? null, logo: row?.logo ? logoOf(row.logo) : null };
}

function logoOf({ contentType, content }: typeof venueLogo.$inferSelect): Logo {
  return { contentType, bytes: Uint8Array.from(Buffer.from(content, 'base64')) };
}
