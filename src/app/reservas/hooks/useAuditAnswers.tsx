'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { EventTail } from '@/realtime/client/event-tail';

interface AuditAnswersOptions {
  businessId: string;
  tail: EventTail;
  /** Called when this tab shows something other than the database holds: the lists must be read again. */
  onDiffers: () => void;
}

/**
 * Answers the server's device checks on this tab's stream; after a difference has been repaired, it reports that
 * without being asked.
 */
export function useAuditAnswers({ businessId, tail, onDiffers }: AuditAnswersOptions) {
  const queryClient = useQueryClient();
  const connectionId = useRef<string | null>(null);
  const answering = useRef(false);
  /** The id of the check whose difference is being repaired. */
  const mending = useRef<string | null>(null);

  const answer = async (auditId: string, healed: boolean) => {
    if (answering.current || connectionId.current === null) return;
    answering.current = true;
    try {
      // Loaded only when it is needed, which is rare.
      const { answerAudit } = await import('../utils/answer-audit');
      const audited = { queryClient, businessId, tail, connectionId: connectionId.current, auditId, healed };
      if ((await answerAudit(audited)) !== 'differs') return;
      mending.current = healed ? null : auditId;
      onDiffers();
    } catch {
      // The server records the missing answer, and asks again later.
    } finally {
      answering.current = false;
    }
  };
  return {
    answer: (auditId: string) => void answer(auditId, false),
    connected: (id: string) => {
      connectionId.current = id;
      const auditId = mending.current;
      if (auditId === null) return;
      mending.current = null;
      // The caller has not yet updated the lists to the position at which the stream starts.
      queueMicrotask(() => void answer(auditId, true));
    },
  };
}
