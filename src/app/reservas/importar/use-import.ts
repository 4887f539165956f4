import { useRef, useState } from 'react';
import type { ImportPreview } from '@/modules/imports/answers';
import { type ImportFile, importsApi } from '@/modules/imports/client/imports-api';
import { type Columns, type DateOrder, FILE, REFUSALS, type Refusal } from '@/modules/imports/rules';
import { ApiError } from '@/platform/browser/http';
import { newKey } from '@/platform/browser/new-key';
import { readUpload } from './read-upload';

export interface Looked {
  readonly file: ImportFile;
  readonly preview: ImportPreview;
}

/** Why a file is not shown: its own reason, too long, or a failed call. */
export type Failure = Refusal | 'too-long' | 'not-read' | { readonly error: unknown };

function failureOf(error: unknown): Failure {
  const reason = error instanceof ApiError ? error.problem.reason : undefined;
  const refusal = REFUSALS.find((known) => known === reason);
  if (refusal) return refusal;
  return error instanceof ApiError && error.code === 'PAYLOAD_TOO_LARGE' ? 'too-long' : { error };
}

/** A file from its choice to the import that it begins. A later answer replaces what an earlier one has shown. */
export function useImport(businessId: string, onBegun: () => void) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<'looking' | 'beginning' | null>(null);
  /** Names one import: a second press, or a retry after a lost answer, begins no other. */
  const key = useRef('');
  const turn = useRef(0);

  async function look(file: ImportFile, choice: { columns?: Columns; dateOrder?: DateOrder } = {}) {
    turn.current += 1;
    const own = turn.current;
    setBusy('looking');
    setFailure(null);
    try {
      const { preview } = await importsApi.preview(businessId, file, choice);
      if (own !== turn.current || !preview) return;
      key.current = newKey();
      setLooked({ file, preview });
    } catch (error) {
      if (own === turn.current) setFailure(failureOf(error));
    } finally {
      if (own === turn.current) setBusy(null);
    }
  }

  return {
    looked,
    failure,
    busy,
    async choose(file: File) {
      setLooked(null);
      if (file.size > FILE.bytes) return setFailure('too-long');
      let upload: ImportFile;
      try {
        upload = await readUpload(file);
      } catch {
        return setFailure('not-read');
      }
      await look(upload);
    },
    change(choice: { columns?: Columns; dateOrder?: DateOrder }) {
      if (!looked) return;
      const { columns, dateOrder } = looked.preview;
      void look(looked.file, { columns, dateOrder, ...choice });
    },
    async begin() {
      if (!looked) return;
      setBusy('beginning');
      setFailure(null);
      try {
        const { columns, dateOrder } = looked.preview;
        await importsApi.begin(businessId, looked.file, { columns, dateOrder }, key.current);
        setLooked(null);
        onBegun();
      } catch (error) {
        setFailure(failureOf(error));
      } finally {
        setBusy(null);
      }
    },
    leave() {
      turn.current += 1;
      setLooked(null);
      setFailure(null);
      setBusy(null);
    },
  };
}
