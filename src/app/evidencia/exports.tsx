'use client';
import { Download } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from '@/ui/button-class';

const FORMATS = ['csv', 'json'] as const;
/** Followed by the file and the venue's public key (docs/operations.md). */
const COMMAND = 'npm run verify:evidence --';

/** The night as a signed file, and how its signature is checked. */
export function Exports({ businessId, day }: { businessId: string; day: string }) {
  const t = useTranslations('evidence.export');
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="rounded-card bg-surface p-5 ring-1 ring-line sm:px-6">
      <h2 id={heading} className="display text-lg">
        {t('title')}
      </h2>
      <p className="mt-1 max-w-prose text-ink-soft text-sm">{t('lead')}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        {FORMATS.map((format) => (
          <a
            key={format}
            href={`/api/evidencia/exportar?${new URLSearchParams({ businessId, day, format })}`}
            download
            className={buttonClass({})}
          >
            <Download aria-hidden size={18} />
            <span className="contents">{t(format)}</span>
          </a>
        ))}
      </div>
      <p className="mt-4 text-ink-soft text-sm">{t('verify')}</p>
      <p className="mt-1 break-words rounded-control bg-sunken px-3 py-2 text-sm">
        <code translate="no">{`${COMMAND} ${t('file')}`}</code>
      </p>
    </section>
  );
}
