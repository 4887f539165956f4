'use client';
import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { shareLink } from '@/ui/share-link';

interface ShareButtonProps {
  /** What the device's share sheet shows above the link. */
  title: string;
  /** What it shares; the page that is open where it is absent. */
  path?: string;
  texts: { readonly share: string; readonly copied: string; readonly failed: string };
}

/** Shares a page of a pass, or copies its address where the device has no share sheet. */
export function ShareButton({ title, path, texts }: ShareButtonProps) {
  const [outcome, setOutcome] = useState<Awaited<ReturnType<typeof shareLink>> | null>(null);
  const told = outcome === 'copied' ? texts.copied : outcome === 'failed' ? texts.failed : texts.share;
  return (
    <Button
      icon={<Share2 aria-hidden size={18} />}
      className="noscript:hidden"
      onClick={async () =>
        setOutcome(
          await shareLink({ title, url: path ? new URL(path, window.location.href).href : window.location.href }),
        )
      }
    >
      <span aria-live="polite">{told}</span>
    </Button>
  );
}
