import type { CountQueue } from '@/modules/attendance/client/count-queue';

/** Resolves once a count was sent in vain, or has waited so long in milliseconds: to whether it is still undecided. */
export function whenUnanswered(queue: CountQueue, nonce: string, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isUndecided: boolean) => {
      clearTimeout(timer);
      leave();
      resolve(isUndecided);
    };
    const find = () => queue.pending.find(({ count }) => count.nonce === nonce);
    const look = () => {
      const pending = find();
      if (!pending || pending.tries > 0) end(pending !== undefined);
    };
    const timer = setTimeout(() => end(find() !== undefined), patience);
    const leave = queue.subscribe(look);
  });
}
