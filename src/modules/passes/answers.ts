import * as z from 'zod/mini';

/** GET /api/reservas/[id]/qr and POST …/qr/rotar */
export const PassAnswer = z.object({
  /** The signed token that the QR holds. */
  qrCode: z.string(),
  /** The page that the guest opens to show the QR. */
  passUrl: z.string(),
  /** ISO instant. */
  expiresAt: z.string(),
});
export type PassAnswer = z.infer<typeof PassAnswer>;
