'use client';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createTranslator } from 'use-intl/core';
import common from '@/i18n/es/common.json';
import { LOCALE } from '@/i18n/locale';
import { isLostChunk } from '@/platform/browser/lost-chunk';
import { reloadOnce } from '@/platform/browser/reload-once';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Spinner } from '@/ui/spinner';

const t = createTranslator({ locale: LOCALE, messages: { common }, namespace: 'common' });

/**
 * What stands where a screen failed. A lost part of the program is loaded anew by itself, once; the button always loads the
 * whole page, which mends whatever a second drawing cannot. Needs no provider: they may be what failed.
 */
export function FailedScreen({ error }: { error: Error & { digest?: string } }) {
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
          {t('failed.reloading')}
        </p>
      </main>
    );
  }
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        heading="h1"
        icon={<TriangleAlert size={28} />}
        title={lost ? t('failed.lostTitle') : t('failed.title')}
        body={
          <>
            <p>{lost ? t('failed.lostBody') : t('failed.body')}</p>
            {error.digest && <p className="mt-2">{t('failed.reference', { id: error.digest })}</p>}
          </>
        }
        action={
          <Button variant="primary" icon={<RotateCw aria-hidden size={18} />} onClick={() => window.location.reload()}>
            {t('reload')}
          </Button>
        }
      />
    </main>
  );
}
