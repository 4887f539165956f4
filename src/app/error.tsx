'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

export default function ErrorScreen({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common');
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        heading="h1"
        icon={<TriangleAlert size={28} />}
        title={t('failed.title')}
        body={
          <>
            <p>{t('failed.body')}</p>
            {error.digest && <p className="mt-2">{t('failed.reference', { id: error.digest })}</p>}
          </>
        }
        action={
          <Button variant="primary" onClick={reset}>
            {t('retry')}
          </Button>
        }
      />
    </main>
  );
}
