import type { Context } from '@/modules/access/context';
import { transaction } from '@/platform/db/transaction';
import type { EntryAnswer } from './answers';
import { changeEntry } from './change';
import { completeOffer } from './complete-offer';
import { showEntry } from './events';
import { phoneOf, refused } from './insert-entry';
import { refuseOffer } from './refuse-offer';
import { type EntryRow, lockEntry, requireState, requireVersion, toEntry } from './rows';
import { isWindow } from './rules';
import type { UpdateEntryInput } from './schema';

/**
 * Changes what is known of a party that is on the list, then writes down what it said of its offer. While it has one, the number of
 * people stays. Throws VALIDATION, ENTRY_CLOSED, HOLD_EXPIRED, SLOT_TAKEN, VERSION_CONFLICT, NOT_FOUND.
 */
export function updateEntry(ctx: Context, { id, answer, ...input }: UpdateEntryInput): Promise<EntryAnswer> {
  return transaction(async (tx) => {
    const before = await lockEntry(tx, ctx, id);
    requireVersion(ctx, before);
    const fields = changedFields(ctx, before, input);
    let row = before;
    if (Object.keys(fields).length > 0) {
      const state = requireState(before, ctx.now, (each) => each !== 'ACCEPTED' && each !== 'CANCELLED');
      if (state === 'OFFERED' && fields.guestCount !== undefined) throw refused('party', 'an offer stands');
      if (!isWindow({ ...before, ...fields }, ctx.venue)) throw refused('until', 'before the first time');
      row = await changeEntry(tx, ctx, before, { fields, action: 'waitlist.updated' });
    }
    if (answer === 'ACCEPT') row = await completeOffer(tx, ctx, row);
    if (answer === 'DECLINE') row = await refuseOffer(tx, ctx, row);
    return { entry: showEntry(toEntry(row), ctx.role), seq: row.version };
  });
}

function changedFields(
  ctx: Context,
  before: EntryRow,
  input: Omit<UpdateEntryInput, 'id' | 'answer'>,
): Partial<EntryRow> {
  const { party, from, until, name, phone, email, notes, priority } = input;
  const isNewPhone = typeof phone === 'string' && phone !== before.customerPhone;
  const wanted = {
    ...{
      guestCount: party,
      wishFrom: from,
      wishUntil: until,
      customerName: name,
      customerEmail: email,
      notes,
      priority,
    },
    customerPhone: isNewPhone ? phoneOf(phone, ctx) : phone,
  };
  const names = Object.keys(wanted) as (keyof typeof wanted)[];
  const changed = names.filter((field) => wanted[field] !== undefined && wanted[field] !== before[field]);
  return Object.fromEntries(changed.map((field) => [field, wanted[field]]));
}
