import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { visibleTo } from '@/modules/access/audience';
import type { Author, Context } from '@/modules/access/context';
import { pickShown } from '@/modules/access/shown';
import { changer } from '@/modules/events/change';
import { readCursor } from '@/modules/events/reads';
import type { Tx } from '@/platform/db/client';
import { snapshot, transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { scheduleJob } from '@/platform/jobs/schedule-job';
import { NOTICE_FIELDS } from './events';
import { EXPIRE_NOTICE } from './expire-notice';
import type { NoticeId, PinInput } from './schema';
import { notice } from './tables';
import type { Notice } from './wire';

const DAY_MS = 24 * 60 * 60_000;
const changeNotice = changer('notice', notice);

const toNotice = ({ id, text, author, version }: typeof notice.$inferSelect): Notice => ({ id, text, author, version });

export async function listNotices(ctx: Context) {
  return snapshot(async (tx) => {
    const rows = await tx
      .select()
      .from(notice)
      .where(and(eq(notice.businessId, ctx.venue.id), isNull(notice.removedAt)));
    const visible = visibleTo(ctx.role);
    const notices = rows.map((row) => pickShown<Notice, Notice>(NOTICE_FIELDS, toNotice(row), visible));
    return { notices, cursor: await readCursor(tx, ctx) };
  });
}

/** Pins a notice, which is taken down after a day. */
export async function pinNotice(ctx: Context, { text }: z.infer<typeof PinInput>) {
  return transaction(async (tx) => {
    const values = { businessId: ctx.venue.id, id: randomUUID(), text, author: ctx.userId };
    const [row] = await tx.insert(notice).values(values).returning();
    if (!row) throw new Error('nothing was inserted');
    await scheduleJob(tx, EXPIRE_NOTICE, `${ctx.venue.id} ${row.id}`, new Date(ctx.now.getTime() + DAY_MS));
    const written = await changeNotice(tx, ctx, row, {
      audit: { action: 'notice.pinned', before: null, after: { text } },
      event: { type: 'notice-changed', id: row.id, row: toNotice(row) },
    });
    return { id: row.id, notice: toNotice(written), seq: written.version };
  });
}

export async function takeDownNotice(ctx: Context, { id }: z.infer<typeof NoticeId>) {
  const seq = await transaction((tx) => removeNotice(tx, ctx, id));
  return { id, notice: null, seq };
}

export async function removeNotice(tx: Tx, author: Author, id: string): Promise<number> {
  const isOf = and(eq(notice.businessId, author.venue.id), eq(notice.id, id), isNull(notice.removedAt));
  const [before] = await tx.select().from(notice).where(isOf).for('update');
  if (!before) throw new DomainError('NOT_FOUND');
  const { version } = await changeNotice(tx, author, before, {
    fields: { removedAt: author.now },
    audit: { action: 'notice.removed', before: { text: before.text }, after: null },
    event: { type: 'notice-changed', id, row: null },
  });
  return version;
}
