'use client';
import { FileUp } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '@/app/live/back-link';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import { IMPORTS } from '@/modules/imports/client/import-list';
import type { ShellProps } from '@/shell/types';
import { EmptyState } from '@/ui/empty-state';
import { ChooseFile } from './choose-file';
import { ImportRow } from './import-row';
import { LookedFile } from './looked-file';
import { useImport } from './use-import';

export interface ImportAppProps {
  businessId: string;
  timeZone: string;
  shell: ShellProps;
}

/** How often the screen asks how far an import is. */
const ASK_MS = 1_000;

/** Brings reservations in from a file, and takes such an import back. */
export const ImportApp = livePage(Imports);

function Imports({ businessId, timeZone, shell }: ImportAppProps) {
  const t = useTranslations('files.import');
  const read = useLiveList(IMPORTS, businessId);
  const { list, readAgain } = read;
  const given = useImport(businessId, () => void readAgain());
  const isOpen = list?.imports.some(({ state }) => state === 'RUNNING' || state === 'UNDOING') ?? false;
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => void readAgain(), ASK_MS);
    return () => clearInterval(timer);
  }, [isOpen, readAgain]);
  return (
    <LiveScreen
      shell={shell}
      read={read}
      title={t('title')}
      lead={t('lead')}
      failed={t('failed')}
      back={
        <BackLink to="reservas" venue={shell.current}>
          {t('back')}
        </BackLink>
      }
      above={
        given.looked ? (
          <LookedFile given={given} looked={given.looked} timeZone={timeZone} blocked={isOpen} />
        ) : (
          <ChooseFile given={given} />
        )
      }
    >
      {({ imports }) => (
        <section aria-labelledby="imports" className="grid gap-3">
          <h2 id="imports" className="display text-lg">
            {t('past')}
          </h2>
          {imports.length === 0 ? (
            <EmptyState icon={<FileUp size={28} />} title={t('empty')} body={t('emptyBody')} />
          ) : (
            <ul data-testid="imports" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
              {imports.map((each) => (
                <ImportRow
                  key={each.id}
                  row={each}
                  businessId={businessId}
                  slug={shell.current}
                  timeZone={timeZone}
                  blocked={isOpen}
                  onChanged={readAgain}
                />
              ))}
            </ul>
          )}
        </section>
      )}
    </LiveScreen>
  );
}
