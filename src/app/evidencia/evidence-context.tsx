'use client';
import { createContext, type ReactNode, useContext } from 'react';
import type { EvidenceView } from '@/modules/evidence/client/address';
import type { Night } from '@/modules/evidence/rules';

/** What every part of the screen needs of the night on it. */
export interface EvidenceScreen {
  readonly night: Night;
  readonly timeZone: string;
  /** Slug of the venue. */
  readonly venue: string;
  readonly mayReadHistory: boolean;
  readonly hrefOf: (view: EvidenceView) => string;
  readonly open: (view: EvidenceView) => void;
}

const EvidenceContext = createContext<EvidenceScreen | null>(null);

export function EvidenceProvider({ value, children }: { value: EvidenceScreen; children: ReactNode }) {
  return <EvidenceContext value={value}>{children}</EvidenceContext>;
}

export function useEvidence(): EvidenceScreen {
  const screen = useContext(EvidenceContext);
  if (!screen) throw new Error('useEvidence: outside of EvidenceProvider');
  return screen;
}

interface ViewLinkProps {
  view: EvidenceView;
  className?: string;
  label?: string | undefined;
  testId?: string;
  children: ReactNode;
}

/** Opens what is behind a figure: a link, so that it can be opened beside and sent, that does not load the page again. */
export function ViewLink({ view, className, label, testId, children }: ViewLinkProps) {
  const { hrefOf, open } = useEvidence();
  return (
    <a
      href={hrefOf(view)}
      aria-label={label}
      data-testid={testId}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        open(view);
      }}
    >
      {children}
    </a>
  );
}
