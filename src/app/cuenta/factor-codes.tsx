'use client';
import { Copy, Download } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { toast } from '@/ui/toast';

/** The recovery codes, shown once: to copy, to save as a file, or to write down. */
export function FactorCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTranslations('account.factor');
  const text = `${codes.join('\n')}\n`;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(t('copied'));
    } catch {
      toast.error(t('copyFailed'));
    }
  }

  return (
    <div className="grid gap-5">
      <div>
        <h3 className="font-semibold">{t('codesTitle')}</h3>
        <p className="mt-1 text-pretty text-ink-soft">{t('codesBody')}</p>
      </div>
      <ul
        data-testid="recovery-codes"
        className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-control bg-sunken px-4 py-3 font-medium tabular-nums"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" onClick={onKept}>
          {t('kept')}
        </Button>
        <Button icon={<Copy aria-hidden size={18} />} onClick={() => void copy()}>
          {t('copy')}
        </Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={t('fileName')}
          className={buttonClass({ variant: 'secondary' })}
        >
          <Download aria-hidden size={18} />
          {t('download')}
        </a>
      </div>
    </div>
  );
}
