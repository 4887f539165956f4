'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';

/** A key as it is shown once, to be copied. */
export function NewKeyCard({ token }: { token: string }) {
  const t = useTranslations('keys');
  const [outcome, setOutcome] = useState<'copy' | 'copied' | 'copyFailed'>('copy');
  const copy = () =>
    navigator.clipboard.writeText(token).then(
      () => setOutcome('copied'),
      () => setOutcome('copyFailed'),
    );
  return (
    <div className="grid gap-4">
      <p
        data-testid="token"
        translate="no"
        className="w-full select-all break-all rounded-control bg-sunken px-3 py-2 font-mono text-sm"
      >
        {token}
      </p>
      <Button variant="primary" block icon={<Copy aria-hidden size={18} />} onClick={() => void copy()}>
        <span aria-live="polite">{t(outcome)}</span>
      </Button>
      <p className="text-pretty text-ink-soft text-sm">{t('howToUse')}</p>
    </div>
  );
}
