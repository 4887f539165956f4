'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FATES, type Fate } from '@/modules/imports/rules';
import { Button } from '@/ui/button';
import { Chips } from '@/ui/chips';
import type { Given } from './choose-file';
import { ColumnsForm } from './columns-form';
import { FateList } from './fate-list';
import { ImportFailure } from './import-failure';
import type { Looked } from './use-import';

interface LookedFileProps {
  given: Given;
  looked: Looked;
  timeZone: string;
  /** Another import is being written, or taken back. */
  blocked: boolean;
}

/** What would become of a file: which column holds what, and each row's fate. Nothing is written yet. */
export function LookedFile({ given, looked, timeZone, blocked }: LookedFileProps) {
  const t = useTranslations('files.import');
  const [shown, setShown] = useState<Fate | 'all'>('all');
  const { counts, rows, missing } = looked.preview;
  const total = rows.length;
  const listed = shown === 'all' ? rows : rows.filter(({ fate }) => fate === shown);
  return (
    <section
      aria-labelledby="looked"
      className="grid gap-6 rounded-card bg-surface p-5 ring-1 ring-line *:min-w-0 sm:px-6"
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id="looked" className="display break-words text-lg">
            {looked.file.fileName}
          </h2>
          <p className="mt-1 text-ink-soft text-sm" role="status">
            {missing.length > 0 ? t('looked.missing') : t('looked.summary', { total, count: counts.new })}
          </p>
        </div>
        <Button onClick={given.leave}>{t('looked.other')}</Button>
      </div>
      <ColumnsForm preview={looked.preview} busy={given.busy !== null} onChange={given.change} />
      {given.failure && <ImportFailure failure={given.failure} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          busy={given.busy === 'beginning'}
          disabled={missing.length > 0 || counts.new === 0 || blocked || given.busy === 'looking'}
          onClick={() => void given.begin()}
        >
          {t('looked.begin', { count: counts.new })}
        </Button>
        <p className="text-ink-soft text-sm">{t(blocked ? 'looked.wait' : 'looked.silent')}</p>
      </div>
      {missing.length === 0 && (
        <div className="grid gap-3 *:min-w-0">
          <Chips
            quiet
            label={t('looked.filter')}
            value={shown}
            onValueChange={setShown}
            chips={[
              { value: 'all' as const, label: `${t('fates.all')} ${total}` },
              ...FATES.map((fate) => ({ value: fate, label: `${t(`fates.${fate}`)} ${counts[fate]}` })),
            ]}
          />
          {listed.length === 0 ? (
            <p className="text-ink-soft text-sm">{t('looked.none')}</p>
          ) : (
            <FateList rows={listed} timeZone={timeZone} />
          )}
        </div>
      )}
    </section>
  );
}
