'use client';
import clsx from 'clsx';
import { FileUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FILE } from '@/modules/imports/rules';
import { Button } from '@/ui/button';
import { ImportFailure } from './import-failure';
import type { useImport } from './use-import';

export type Given = ReturnType<typeof useImport>;

/** A file is chosen by a button, or dropped on the whole field. */
export function ChooseFile({ given }: { given: Given }) {
  const t = useTranslations('files.import.choose');
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const hint = useId();
  const take = (file: File | undefined) => {
    if (file) void given.choose(file);
  };
  return (
    <section
      aria-label={t('label')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
      className={clsx(
        'grid justify-items-center gap-3 rounded-card border-2 border-dashed bg-surface px-5 py-8 text-center',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong/70',
      )}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        aria-label={t('label')}
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          take(target.files?.[0]);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      <p className="font-semibold">{t('drop')}</p>
      <Button
        variant="primary"
        busy={given.busy === 'looking'}
        icon={<FileUp aria-hidden size={20} />}
        aria-describedby={hint}
        onClick={() => input.current?.click()}
      >
        {t(given.busy === 'looking' ? 'looking' : 'choose')}
      </Button>
      <p id={hint} className="max-w-prose text-ink-soft text-sm">
        {t('hint', { rows: FILE.rows, size: FILE.bytes / 1024 / 1024 })}
      </p>
      {given.failure && <ImportFailure failure={given.failure} />}
    </section>
  );
}
