'use client';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Stranded } from '@/modules/floor/answers';
import { type Decision, strandedOf } from '@/modules/floor/client/floor-writes';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { StrandedBookings } from './stranded-list';

interface Question {
  readonly title: string;
  readonly confirmLabel: string;
  readonly bookings: readonly Stranded[];
  /** Said before the bookings. */
  readonly lead: string | null;
  readonly answer: (isWanted: boolean) => void;
}

/** A request for a change, with what was decided about the bookings that it strands. */
export type Ask = (decision: Decision) => Promise<unknown>;

/** What a removal asks before it is made. */
interface Removal {
  readonly title: string;
  readonly lead: string;
  readonly confirmLabel: string;
  readonly ask: (decision: Decision) => Promise<{ readonly stranded: readonly Stranded[] }>;
}

export interface PlanWrite {
  readonly busy: boolean;
  /** What the server said against the last change; null when nothing. */
  readonly failure: string | null;
  /** Makes a change, asking first where it strands bookings. Returns whether it was made. */
  readonly write: (ask: Ask) => Promise<boolean>;
  /** Asks first in any case, naming the bookings. Returns whether it was made. */
  readonly remove: (removal: Removal) => Promise<boolean>;
  /** Stands in the page, inside of the dialog from which the change comes. */
  readonly question: ReactNode;
}

/** Changes of the plan of a venue: whom one strands is said before it is made, and what was typed stays when it is refused. */
export function usePlanWrite(timeZone: string, onChanged: () => Promise<void>): PlanWrite {
  const t = useTranslations('layout.stranded');
  const errorText = useErrorText();
  const [open, setOpen] = useState<Question | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function isWanted(question: Omit<Question, 'answer'>): Promise<boolean> {
    const wanted = await new Promise<boolean>((answer) => setOpen({ ...question, answer }));
    setOpen(null);
    return wanted;
  }

  async function attempt(work: () => Promise<boolean>): Promise<boolean> {
    setBusy(true);
    setFailure(null);
    try {
      const isMade = await work();
      if (isMade) await onChanged();
      return isMade;
    } catch (error) {
      setFailure(errorText(error));
      // The next attempt is made over what the other person left.
      if (error instanceof ApiError && (error.code === 'VERSION_CONFLICT' || error.code === 'NOT_FOUND'))
        await onChanged();
      return false;
    } finally {
      setBusy(false);
    }
  }

  const write = (ask: Ask) =>
    attempt(async () => {
      try {
        await ask({});
        return true;
      } catch (error) {
        const bookings = strandedOf(error);
        if (!bookings) throw error;
        const question = { title: t('title'), confirmLabel: t('confirm'), lead: null, bookings };
        if (!(await isWanted(question))) return false;
        await ask({ confirm: true });
        return true;
      }
    });

  const remove = ({ ask, ...texts }: Removal) =>
    attempt(async () => {
      const { stranded } = await ask({ preview: true });
      if (!(await isWanted({ ...texts, bookings: stranded }))) return false;
      await ask({ confirm: true });
      return true;
    });

  const question = (
    <ConfirmDialog
      open={open !== null}
      onOpenChange={(opened) => !opened && open?.answer(false)}
      title={open?.title}
      body={
        open && (
          <>
            {open.lead && <p className="mb-2">{open.lead}</p>}
            {open.bookings.length > 0 && <StrandedBookings bookings={open.bookings} timeZone={timeZone} />}
          </>
        )
      }
      confirmLabel={open?.confirmLabel ?? ''}
      onConfirm={() => open?.answer(true)}
    />
  );
  return { busy, failure, write, remove, question };
}
