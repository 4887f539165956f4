import { z } from 'zod';
import { Id } from '../fields';

export const GetPassInput = z.strictObject({
  id: Id,
  format: z.enum(['json', 'svg', 'png']).default('json'),
});
export type GetPassInput = z.infer<typeof GetPassInput>;

/** GET /api/reservas/[id]/qr and POST …/qr/rotar */
export interface PassAnswer {
  /** The signed token that the QR holds. */
  qrCode: string;
  /** The page that the guest opens to show the QR. */
  passUrl: string;
  /** ISO instant. */
  expiresAt: string;
}
