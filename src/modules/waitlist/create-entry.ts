import { DEFAULT_LOCALE } from '@/i18n/locale';
import type { Context } from '@/modules/access/context';
import { businessDayOf } from '@/modules/venues/business-day';
import { transaction } from '@/platform/db/transaction';
import type { EntryAnswer } from './answers';
import { showEntry } from './events';
import { insertEntry } from './insert-entry';
import { toEntry } from './rows';
import type { CreateEntryInput } from './schema';

/** Staff put a party on the list: for a later night, or one that stands there for tonight. Throws what `insertEntry` does. */
export function createEntry(ctx: Context, input: CreateEntryInput): Promise<EntryAnswer> {
  const { party, from = null, until = null, name, phone = null, email = null, notes = null, priority, source } = input;
  const today = businessDayOf(ctx.now, ctx.venue);
  return transaction(async (tx) => {
    const fields = {
      ...{ businessDay: source === 'WALK_IN' ? today : (input.day ?? today), guestCount: party, priority, source },
      ...{ wishFrom: from, wishUntil: until, customerName: name, customerPhone: phone, customerEmail: email, notes },
      ...{ locale: ctx.request.locale ?? DEFAULT_LOCALE, policyVersion: null },
    };
    const row = await insertEntry(tx, ctx, fields, 'waitlist.added');
    return { entry: showEntry(toEntry(row), ctx.role), seq: row.version };
  });
}
