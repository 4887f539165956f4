import { EntryAnswer, EntryLink, SeatedAnswer, Waitlist, Waits } from '@/modules/waitlist/answers';
import { seatEntry } from '@/modules/waitlist/complete-entry';
import { createEntry } from '@/modules/waitlist/create-entry';
import { createOffer } from '@/modules/waitlist/create-offer';
import { deleteEntry } from '@/modules/waitlist/delete-entry';
import { findLink, listWaitlist, readWaits } from '@/modules/waitlist/reads';
import {
  CreateEntryInput,
  EntryId,
  ListWaitlistInput,
  OfferEntryInput,
  SeatEntryInput,
  UpdateEntryInput,
  WaitsInput,
} from '@/modules/waitlist/schema';
import { undoEntry } from '@/modules/waitlist/undo-entry';
import { updateEntry } from '@/modules/waitlist/update-entry';
import { endpoint } from './endpoint';
import { operation } from './operation';

const READ = { actor: 'member', permission: 'reservations.read' } as const;
const WRITE = { actor: 'member', permission: 'reservations.write' } as const;

export const waitlist = endpoint('/api/espera', {
  GET: operation({ ...READ, input: ListWaitlistInput, output: Waitlist, run: listWaitlist }),
  POST: operation({ ...WRITE, input: CreateEntryInput, output: EntryAnswer, status: 201, run: createEntry }),
});

export const waits = endpoint('/api/espera/estimacion', {
  GET: operation({ ...READ, input: WaitsInput, output: Waits, run: readWaits, cost: 5 }),
});

export const oneEntry = endpoint('/api/espera/[id]', {
  PUT: operation({ ...WRITE, input: UpdateEntryInput, output: EntryAnswer, run: updateEntry }),
  DELETE: operation({ ...WRITE, input: EntryId, output: EntryAnswer, run: deleteEntry }),
});

export const entryUndo = endpoint('/api/espera/[id]/anular', {
  POST: operation({ ...WRITE, input: EntryId, output: EntryAnswer, run: undoEntry }),
});

export const entryOffer = endpoint('/api/espera/[id]/oferta', {
  POST: operation({ ...WRITE, input: OfferEntryInput, output: EntryAnswer, run: createOffer }),
});

export const entrySeating = endpoint('/api/espera/[id]/sentar', {
  POST: operation({ ...WRITE, input: SeatEntryInput, output: SeatedAnswer, run: seatEntry }),
});

export const entryLink = endpoint('/api/espera/[id]/enlace', {
  GET: operation({ ...WRITE, input: EntryId, output: EntryLink, run: findLink }),
});
