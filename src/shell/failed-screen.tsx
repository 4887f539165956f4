'use client';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { FAILED, shownLocale } from '@/i18n/failed';
import { isLostChunk } from '@/platform/browser/lost-chunk';
import { reloadOnce } from '@/platform/browser/reload-once';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Spinner } from '@/ui/spinner';

/**
 * Replaces a screen that failed. When a part of the program could not be loaded, the page is reloaded automatically,
 * once; the button always loads the whole page, which also fixes errors that a second rendering cannot. It needs no
 * provider, because the providers may be what failed.
 */
export function FailedScreen({ error }: { error: Error & { digest?: string } }) {
  const texts = FAILED[shownLocale()];
  const lost = isLostChunk(error);
  const [waits, setWaits] = useState(lost);
  useEffect(() => {
    setWaits(lost && reloadOnce('chunk'));
  }, [lost]);
  if (waits) {
    return (
      <main className="grid min-h-dvh place-items-center">
        <p role="status" className="flex items-center gap-3 text-ink-soft">
          <Spinner />
          {texts.reloading}
        </p>
      </main>
    );
  }
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        heading="h1"
        icon={<TriangleAlert size={28} />}
        title={lost ? texts.lostTitle : texts.title}
        body={
          <>
            <p>{lost ? texts.lostBody : texts.body}</p>
            {error.digest && <p className="mt-2">{texts.reference.replace('{id}', error.digest)}</p>}
          </>
        }
        action={
          <Button variant="primary" icon={<RotateCw aria-hidden size={18} />} onClick={() => window.location.reload()}>
            {texts.reload}
          </Button>
        }
      />
    </main>
  );
}
