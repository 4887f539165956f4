import type { PhoneOutcome } from './door-outcome';

/** What `increment` people get by a pass; 0 when it is only read. Null when this phone has no list of tonight. */
export type PhoneJudge = (qrCode: string, increment: number) => Promise<PhoneOutcome | null>;

/** Set by the part that keeps tonight's list (offline/offline-part.tsx), which is loaded late; null before. */
export const phoneJudge: { current: PhoneJudge | null } = { current: null };
