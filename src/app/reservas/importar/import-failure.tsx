'use client';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FILE } from '@/modules/imports/rules';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import type { Failure } from './use-import';

export function ImportFailure({ failure }: { failure: Failure }) {
  const t = useTranslations('files.import.refused');
  const errorText = useErrorText();
  return (
    <Banner tone="bad" role="alert" icon={<CircleAlert size={18} />}>
      {typeof failure === 'string'
        ? t(failure, { rows: FILE.rows, columns: FILE.columns, size: FILE.bytes / 1024 / 1024 })
        : errorText(failure.error)}
    </Banner>
  );
}
