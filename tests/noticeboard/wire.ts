import * as z from 'zod/mini';

/** A notice on the wire. */
export const Notice = z.object({
  id: z.string(),
  text: z.string(),
  author: z.nullable(z.string()),
  version: z.int(),
});
export type Notice = z.infer<typeof Notice>;

export const NoticeList = z.object({ notices: z.array(Notice), cursor: z.string() });

/** What a write answers; no notice when it is gone. */
export const NoticeAnswer = z.object({ id: z.string(), notice: z.nullable(Notice), seq: z.int() });
