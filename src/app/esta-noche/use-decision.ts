import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { INCIDENTS } from '@/modules/custody/client/incident-list';
import { incidentsApi } from '@/modules/custody/client/incidents-api';
import { Incident, type RESOLUTIONS } from '@/modules/custody/wire';
import { ApiError } from '@/platform/browser/http';
import { showAnswer } from '@/platform/browser/live/list-cache';
import { liveStoreOf } from '@/platform/browser/live/live-store';
import { useErrorText } from '@/shell/use-error-text';
import { toast } from '@/ui/toast';

/** The decision of an incident: its answer, or what somebody else has decided before, is shown in the list at once. */
export function useDecision(businessId: string, onDone: () => void) {
  const t = useTranslations('tonight.incidents');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Incident | null>(null);

  function show(row: Incident): void {
    const { tail } = liveStoreOf(queryClient, businessId);
    showAnswer(queryClient, businessId, tail, INCIDENTS, { id: row.id, seq: row.version, row });
    void queryClient.invalidateQueries({ queryKey: ['incident', businessId, 'some'] });
  }

  async function decide(id: string, resolution: (typeof RESOLUTIONS)[number], reason: string): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const { incident } = await incidentsApi.resolve(businessId, id, { resolution, reason });
      show(incident);
      toast.success(t('done'));
      onDone();
    } catch (error) {
      const isMet = error instanceof ApiError && error.code === 'VERSION_CONFLICT';
      const current = isMet ? Incident.safeParse(error.problem.current) : null;
      if (current?.success) {
        show(current.data);
        setConflict(current.data);
      } else setFailure(errorText(error));
      setBusy(false);
    }
  }
  return { busy, failure, conflict, decide };
}
