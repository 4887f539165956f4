import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { z } from 'zod/mini';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { auditInsert } from '@/modules/audit/write-audit';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { consume, sharedLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';
import type { TestSent } from './answers';
import { announceMessage } from './change';
import { checkTemplate } from './check-template';
import type { TemplateInput } from './schema';
import { prepareMessage } from './write-message';

/** How many tests one person can ask for in ten minutes. */
const TESTS = 10;
const WINDOW_SECONDS = 600;
/** A test that could not be sent for so long is of no use. */
const VALID_MS = 60 * 60_000;

const limiter = () => shared('limits.template-test', () => sharedLimiter('template-test', TESTS, WINDOW_SECONDS));

/**
 * Puts a text into the outbox, with invented values and marked as a test, for the address of whoever asks and no other.
 * Throws VALIDATION and RATE_LIMITED.
 */
export async function sendTest(ctx: Context, input: TemplateInput): Promise<z.infer<typeof TestSent>> {
  checkTemplate(input);
  await consume(limiter(), ctx.userId, 'template_test');
  const { kind, locale, subject, body } = input;
  return transaction(async (tx) => {
    const [found] = await tx.select({ email: user.email }).from(user).where(eq(user.id, ctx.userId));
    if (!found) throw new DomainError('NOT_FOUND');
    const businessId = ctx.venue.id;
    // A subject of its own: no test replaces another.
    const message = await prepareMessage(
      tx,
      { businessId, now: ctx.now },
      {
        ...{ kind: 'test', subjectId: randomUUID(), recipient: found.email, locale, draft: { kind, subject, body } },
        expiresAt: new Date(ctx.now.getTime() + VALID_MS),
      },
    );
    const id = String(message.values.id);
    const audit = { action: 'message.tested', entity: 'message', entityId: id };
    await announceMessage(tx, { businessId, id }, [message, auditInsert(ctx, { ...audit, before: null, after: null })]);
    return { recipient: found.email };
  });
}
