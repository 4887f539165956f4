'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { EventTail } from '@/realtime/client/tail';

interface AuditAnswersOptions {
  businessId: string;
  tail: EventTail;
  /** What this tab shows is not what the database holds: read it anew. */
  onDiffers: () => void;
}

/** Answers the server's audits of this tab's stream; after a difference has been mended, says so without being asked. */
export function useAuditAnswers({ businessId, tail, onDiffers }: AuditAnswersOptions) {
  const queryClient = useQueryClient();
  const connectionId = useRef<string | null>(null);
  const answering = useRef(false);
  /** The audit whose difference is being mended. */
  const mending = useRef<string | null>(null);

  const answer = async (auditId: string, healed: boolean) => {
    if (answering.current || connectionId.current === null) return;
    answering.current = true;
    try {
      // Seldom needed: loaded when it is.
      const { answerAudit } = await import('../utils/answer-audit');
      const audited = { queryClient, businessId, tail, connectionId: connectionId.current, auditId, healed };
      if ((await answerAudit(audited)) !== 'differs') return;
      mending.current = healed ? null : auditId;
      onDiffers();
    } catch {
      // The server notes the silence, and asks again in its time.
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
      // The handler that calls this has yet to bring the lists to where the stream starts.
      queueMicrotask(() => void answer(auditId, true));
    },
  };
}
