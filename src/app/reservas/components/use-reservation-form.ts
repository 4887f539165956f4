'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod/mini';
import { isSameValue, Reservation } from '@/modules/reservations/wire';
import { ApiError } from '@/platform/browser/http';
import { newKey } from '@/platform/browser/new-key';
import { useErrorText } from '@/shell/use-error-text';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import {
  type Changes,
  conflictingFields,
  errorsOfProblem,
  type FieldErrors,
  type FormValues,
  isChanged,
  parseChanges,
  parseForm,
} from './form-model';
import { needsReason } from './use-reservation-actions';
import { useVenueScreen } from './venue-context';

export interface Conflict {
  readonly current: Reservation;
  readonly changes: Changes;
  readonly fields: readonly (keyof Changes)[];
}

/** The writes of a form; the functions keep their identity while the screen is mounted. */
export interface FormWrites {
  readonly create: UseReservasOptimizedResult['createReserva']['mutateAsync'];
  readonly update: UseReservasOptimizedResult['updateReserva']['mutateAsync'];
  readonly restore: UseReservasOptimizedResult['restoreReserva']['mutateAsync'];
  readonly setTables: UseReservasOptimizedResult['setTables']['mutateAsync'];
}

/** The message of a refusal, and what the user can do instead. */
export interface FormFailure {
  readonly text: string;
  /** The party cannot change its day: the typed values can create another reservation instead. */
  readonly copy?: boolean;
  /** The id of the reservation that this form had created and that was deleted since. */
  readonly deletedId?: string;
}

const Deleted = z.object({ reservation: z.object({ id: z.string() }) });

function remedyOf(error: unknown): Pick<FormFailure, 'copy' | 'deletedId'> {
  if (!(error instanceof ApiError)) return {};
  if (error.code === 'HAS_ARRIVALS') return { copy: true };
  const deleted = error.code === 'RESERVATION_DELETED' ? Deleted.safeParse(error.problem) : null;
  return deleted?.success ? { deletedId: deleted.data.reservation.id } : {};
}

interface FormOptions {
  /** Null for a new reservation. */
  row: Reservation | null;
  /** The values that the form showed first. */
  initial: FormValues;
  writes: FormWrites;
  onDone: (row: Reservation) => void;
}

/** The state of one open form. The typed values survive every failure. */
export function useReservationForm({ row, initial: given, writes, onDone }: FormOptions) {
  const { rules } = useVenueScreen();
  const t = useTranslations('reservas');
  const errorText = useErrorText();
  // The values that were shown first, whatever is rendered later: a field counts as changed when it differs from them.
  const [initial] = useState(given);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<FormFailure | null>(null);
  /** The reason for correcting a night that is over; null until the server asks for it. */
  const [reason, setReason] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [busy, setBusy] = useState(false);
  // One key per intended reservation: a double tap or a retry creates only one.
  const [idempotencyKey] = useState(newKey);

  function set<Field extends keyof FormValues>(field: Field, value: FormValues[Field]) {
    setValues((before) => ({ ...before, [field]: value }));
    setErrors((before) => (field in before ? { ...before, [field]: undefined } : before) as FieldErrors);
  }

  async function update(opened: Reservation, changes: Changes, version: number): Promise<Reservation | null> {
    try {
      const given = reason?.trim() || undefined;
      const answer = await writes.update({ id: opened.id, version, changes, reason: given });
      return answer.reservation;
    } catch (error) {
      const current = Reservation.safeParse(error instanceof ApiError ? error.problem.current : null);
      if (!(error instanceof ApiError) || error.code !== 'VERSION_CONFLICT' || !current.success) throw error;
      const fields = conflictingFields(opened, current.data, changes);
      // A scan, or another user's edit of other fields, does not require a question.
      if (fields.length === 0 && current.data.version !== version) return update(opened, changes, current.data.version);
      setConflict({ current: current.data, changes, fields });
      return null;
    }
  }

  async function seat({ id, version }: Reservation, tableIds: readonly string[]): Promise<Reservation> {
    return (await writes.setTables({ id, version, tableIds: [...tableIds] })).reservation;
  }

  async function attempt(work: () => Promise<Reservation | null>) {
    if (busy) return;
    setFailure(null);
    if (!navigator.onLine) return setFailure({ text: t('form.offline') });
    setBusy(true);
    try {
      const done = await work();
      if (done) onDone(done);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'VALIDATION') setErrors(errorsOfProblem(error.problem));
      if (needsReason(error)) setReason((given) => given ?? '');
      setFailure({ text: errorText(error), ...remedyOf(error) });
    } finally {
      setBusy(false);
    }
  }

  async function submit(form: HTMLFormElement) {
    setConflict(null);
    const refuse = (refused: FieldErrors) => {
      setErrors(refused);
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    };
    if (row) {
      const parsed = parseChanges(row, initial, values, rules);
      if (!parsed.ok) return refuse(parsed.errors);
      const nothing = Object.keys(parsed.input).length === 0;
      return attempt(async () => {
        const updated = nothing ? row : await update(row, parsed.input, row.version);
        const isSameTables = isSameValue(values.tableIds, initial.tableIds);
        return updated === null || isSameTables ? updated : seat(updated, values.tableIds);
      });
    }
    const parsed = parseForm(values, rules);
    if (!parsed.ok) return refuse(parsed.errors);
    const creation = { input: parsed.input, idempotencyKey };
    await attempt(async () => (await writes.create(creation)).reservation);
  }

  return {
    values,
    set,
    /** Something was typed or chosen that is not saved. */
    dirty: Boolean(reason) || isChanged(initial, values),
    reason,
    setReason,
    errors,
    failure,
    busy,
    conflict,
    submit,
    /** Restores what an earlier attempt of this form had created. */
    restore: (made: string) =>
      attempt(async () => {
        const answer = await writes.restore({ id: made });
        return answer.reservation;
      }),
    /** Writes the user's values over the current row. */
    keepMine: () =>
      attempt(async () => (row && conflict ? update(row, conflict.changes, conflict.current.version) : null)),
  };
}
