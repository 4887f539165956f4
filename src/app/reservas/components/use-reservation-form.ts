'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '@/app/_client/http';
import { newKey } from '@/app/_client/new-key';
import { useErrorText } from '@/app/_shell/use-error-text';
import { Reservation } from '@/realtime/protocol/reservation';
import type { UseReservasOptimizedResult } from '../types/reservas-hook';
import {
  type Changes,
  changesFrom,
  conflictingFields,
  errorsOfProblem,
  type FieldErrors,
  type FormValues,
  parseForm,
} from './form-model';
import { useVenueScreen } from './venue-context';

export interface Conflict {
  readonly current: Reservation;
  readonly changes: Changes;
  readonly fields: readonly (keyof Changes)[];
}

interface FormOptions {
  /** Null creates. */
  row: Reservation | null;
  initial: FormValues;
  writes: Pick<UseReservasOptimizedResult, 'createReserva' | 'updateReserva'>;
  onDone: (row: Reservation) => void;
}

/** The state of one open form. What was typed survives every failure. */
export function useReservationForm({ row, initial, writes, onDone }: FormOptions) {
  const { rules } = useVenueScreen();
  const t = useTranslations('reservas');
  const errorText = useErrorText();
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [busy, setBusy] = useState(false);
  // One key per intended reservation: a double tap or a retry creates one.
  const [idempotencyKey] = useState(newKey);

  function set<Field extends keyof FormValues>(field: Field, value: FormValues[Field]) {
    setValues((before) => ({ ...before, [field]: value }));
    setErrors((before) => (field in before ? { ...before, [field]: undefined } : before) as FieldErrors);
  }

  async function update(opened: Reservation, changes: Changes, version: number): Promise<Reservation | null> {
    try {
      const answer = await writes.updateReserva.mutateAsync({ id: opened.id, version, changes });
      return answer.reservation;
    } catch (error) {
      const current = Reservation.safeParse(error instanceof ApiError ? error.problem.current : null);
      if (!(error instanceof ApiError) || error.code !== 'VERSION_CONFLICT' || !current.success) throw error;
      const fields = conflictingFields(opened, current.data, changes);
      // A scan or somebody's edit of other fields is no reason to ask.
      if (fields.length === 0 && current.data.version !== version) return update(opened, changes, current.data.version);
      setConflict({ current: current.data, changes, fields });
      return null;
    }
  }

  async function attempt(work: () => Promise<Reservation | null>) {
    if (busy) return;
    setFailure(null);
    if (!navigator.onLine) return setFailure(t('form.offline'));
    setBusy(true);
    try {
      const done = await work();
      if (done) onDone(done);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'VALIDATION') setErrors(errorsOfProblem(error.problem));
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  }

  async function submit(form: HTMLFormElement) {
    const parsed = parseForm(values, rules);
    setConflict(null);
    if (!parsed.ok) {
      setErrors(parsed.errors);
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    await attempt(async () => {
      if (!row) return (await writes.createReserva.mutateAsync({ input: parsed.input, idempotencyKey })).reservation;
      const changes = changesFrom(row, parsed.input);
      return Object.keys(changes).length === 0 ? row : update(row, changes, row.version);
    });
  }

  return {
    values,
    set,
    errors,
    failure,
    busy,
    conflict,
    submit,
    /** Writes mine over the current row. */
    keepMine: () =>
      attempt(async () => (row && conflict ? update(row, conflict.changes, conflict.current.version) : null)),
  };
}
