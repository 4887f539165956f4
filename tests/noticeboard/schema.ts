import { z } from 'zod';
import { Id, Name } from '@/platform/input/fields';

export const PinInput = z.strictObject({ text: Name(80) });
export const NoticeId = z.strictObject({ id: Id });
export const NoInput = z.strictObject({});
