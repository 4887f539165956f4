'use client';
import { BookOpen, KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { livePage } from '@/app/live/live-page';
import { LiveScreen } from '@/app/live/live-screen';
import { useLiveList } from '@/app/live/use-live-list';
import type { KeyPermission } from '@/modules/access/context';
import { KEYS } from '@/modules/keys/client/key-list';
import type { ShellProps } from '@/shell/types';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { CreateKeySheet } from './create-key-sheet';
import { KeyRow } from './key-row';

interface KeysAppProps {
  businessId: string;
  /** The permissions that the reader may give to a key. */
  grantable: readonly KeyPermission[];
  shell: ShellProps;
}

/** By which keys programs act in a venue: live, like every other screen. */
export const KeysApp = livePage(Keys);

function Keys({ businessId, grantable, shell }: KeysAppProps) {
  const t = useTranslations('keys');
  const read = useLiveList(KEYS, businessId);
  const { readAgain } = read;
  const [creating, setCreating] = useState(false);
  return (
    <>
      <LiveScreen
        shell={shell}
        read={read}
        title={t('title')}
        lead={t('lead')}
        failed={t('failed')}
        actions={
          <div className="flex flex-wrap gap-2">
            <a href="/api/docs" className={buttonClass({})}>
              <BookOpen aria-hidden size={18} />
              <span className="contents">{t('docs')}</span>
            </a>
            <Button variant="primary" icon={<Plus aria-hidden size={18} />} onClick={() => setCreating(true)}>
              {t('create')}
            </Button>
          </div>
        }
      >
        {(list) =>
          list.keys.length > 0 ? (
            <ul data-testid="keys" className="divide-y divide-line rounded-card bg-surface ring-1 ring-line">
              {list.keys.map((key) => (
                <KeyRow key={key.id} apiKey={key} businessId={businessId} onChanged={readAgain} />
              ))}
            </ul>
          ) : (
            <EmptyState
              icon={<KeyRound size={28} />}
              title={t('empty')}
              body={t('emptyBody')}
              action={<Button onClick={() => setCreating(true)}>{t('createFirst')}</Button>}
            />
          )
        }
      </LiveScreen>
      {creating && (
        <CreateKeySheet
          businessId={businessId}
          grantable={grantable}
          onChanged={readAgain}
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}
