import type { PhoneWord } from '@/app/puerta/flow/phone-judge';
import { whenUnanswered } from '@/app/puerta/flow/when-unanswered';
import { createJudge } from '@/app/puerta/offline/judge-phone';
import type { Night } from '@/app/puerta/offline/use-night';
import { type Author, type CountTarget, type IntendedCount, intendCount } from '@/modules/attendance/client/count';
import { CountQueue, type PendingCount, type Verdict } from '@/modules/attendance/client/count-queue';
import { CountStore, type StorePage } from '@/modules/attendance/client/count-store';
import { sendCount } from '@/modules/attendance/client/send-count';
import type { TabLock } from '@/modules/attendance/client/tab-lock';
import { custodyApi } from '@/modules/custody/client/custody-api';
import type { DoorManifest } from '@/modules/door/answers';
import { doorApi } from '@/modules/door/client/door-api';
import type { Reservation } from '@/modules/reservations/wire';

export interface Intent {
  readonly target: CountTarget;
  readonly flow: 'IN' | 'OUT';
  readonly increment: number;
}

interface Options {
  readonly businessId: string;
  readonly author: Author;
  readonly gateId: string;
  readonly storage: StorePage;
  readonly lock: TabLock;
  readonly night: () => { readonly night: Night; readonly reservations: readonly Reservation[] } | null;
  readonly onIntent: (count: IntendedCount) => void;
  /** The count is on the disk: the screen may say so. */
  readonly onKept: (nonce: string) => void;
  readonly onAnswer: (count: PendingCount['count'], verdict: Verdict) => void;
}

/** As long as the door waits for the server before it decides by the phone's list (use-door.ts). */
const PATIENCE_MS = 1500;

/** One load of the door's page: the queue, the judge and the API as the screen puts them together, in modules of its own. */
export function openPage({ businessId, author, gateId, storage, lock, night, onIntent, onKept, onAnswer }: Options) {
  const store = new CountStore(storage);
  const queue = new CountQueue(store, lock);
  queue.open({
    ...{ accountId: author.id, send: sendCount, sync: custodyApi.sync },
    onAnswer: ({ count }, verdict) => onAnswer(count, verdict),
  });
  const judge = createJudge(() => {
    const known = night();
    return (
      known && { ...known, undecided: [...store.counts.values()].filter((each) => each.businessId === businessId) }
    );
  });
  const add = async (count: IntendedCount) => {
    onIntent(count);
    if (await queue.add(count)) onKept(count.nonce);
  };
  const basisOf = (said: PhoneWord, target: CountTarget) => ({
    basis: !('qrCode' in target)
      ? ('MANUAL' as const)
      : said.outcome.kind === 'unsure'
        ? ('SIGNATURE' as const)
        : ('MANIFEST' as const),
    ...(said.manifestSeq === undefined ? {} : { manifestSeq: said.manifestSeq }),
  });
  /** What the phone says of people who arrive with a pass, or by a name of the list; of others it has nothing to say. */
  const askPhone = async ({ target, flow, increment }: Intent, nonce?: string): Promise<PhoneWord | null> => {
    if (flow === 'OUT' || 'category' in target || 'undoOf' in target)
      return { outcome: { kind: 'unsure' }, manifestSeq: undefined };
    return judge({ target, increment, ...(nonce === undefined ? {} : { nonce }) });
  };

  return {
    store,
    queue,
    manifest: (signal: AbortSignal): Promise<DoorManifest> => doorApi.manifest(businessId, signal),
    /** Somebody counts, with the server's word or, `byPhone`, with the phone's alone; as the door's flow does it. */
    async count(intent: Intent, byPhone: boolean): Promise<void> {
      // The server gets a count that is undecided and what takes it back in their order, as the counter does it (use-counter.ts).
      if ('undoOf' in intent.target) await queue.vouch(intent.target.undoOf, { basis: 'MANUAL' });
      const intended = intendCount({ businessId, venue: 'Terraza', author, gateId, label: null, ...intent });
      if (byPhone) {
        const said = await askPhone(intent);
        if (!said || said.outcome.kind === 'refused') return;
        const count = { ...intended, ...basisOf(said, intent.target) };
        await add(count);
        return;
      }
      void add(intended);
      if (!(await whenUnanswered(queue, intended.nonce, PATIENCE_MS))) return;
      const said = await askPhone(intent, intended.nonce);
      if (said && said.outcome.kind !== 'refused') await queue.vouch(intended.nonce, basisOf(said, intent.target));
    },
    /** People let in against the phone's word: with a pass of another venue, or in a number that nobody can mean. */
    async insist(intent: Intent): Promise<void> {
      const intended = intendCount({ businessId, venue: 'Terraza', author, gateId, label: null, ...intent });
      const count = { ...intended, basis: 'MANUAL' as const };
      await add(count);
    },
  };
}
export type Page = ReturnType<typeof openPage>;
