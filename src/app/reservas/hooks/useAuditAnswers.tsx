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
  const mending = useRef(false);

  const answer = async (healed: boolean) => {
    if (answering.current || connectionId.current === null) return;
    answering.current = true;
    try {
      // Seldom needed: loaded when it is.
      const { answerAudit } = await import('../utils/answer-audit');
      const audited = { queryClient, businessId, tail, connectionId: connectionId.current, healed };
      if ((await answerAudit(audited)) !== 'differs') return;
      mending.current = !healed;
      onDiffers();
    } catch {
      // The server notes the silence, and asks again in its time.
    } finally {
      answering.current = false;
    }
  };
  return {
    answer: () => void answer(false),
    connected: (id: string) => {
      connectionId.current = id;
      if (!mending.current) return;
      mending.current = false;
      // The handler that calls this has yet to bring the lists to where the stream starts.
      queueMicrotask(() => void answer(true));
    },
  };
}
