'use client';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { type NoticeChoice, NoticesChosen } from '@/modules/access/answers';
import { requestJson } from '@/platform/browser/http';

interface Choice {
  /** Which notices about the work of others this account wants. */
  readonly notices: NoticeChoice;
  /** Applies at once, and is stored on the server. Throws ApiError, and then the previous choice applies again. */
  readonly choose: (notices: NoticeChoice) => Promise<void>;
}

const ChoiceContext = createContext<Choice>({ notices: 'all', choose: async () => {} });

export function NoticeChoiceProvider({ initial, children }: { initial: NoticeChoice; children: ReactNode }) {
  const [notices, setNotices] = useState(initial);
  const value = useMemo<Choice>(
    () => ({
      notices,
      choose: async (next) => {
        setNotices(next);
        try {
          await requestJson('/api/me/avisos', { method: 'PUT', body: { notices: next }, answer: NoticesChosen });
        } catch (error) {
          setNotices(notices);
          throw error;
        }
      },
    }),
    [notices],
  );
  return <ChoiceContext value={value}>{children}</ChoiceContext>;
}

/** Outside of its provider every notice is wanted, and nothing can be chosen. */
export function useNoticeChoice(): Choice {
  return useContext(ChoiceContext);
}
