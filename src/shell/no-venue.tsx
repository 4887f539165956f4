'use client';
import { DoorClosed, PauseCircle } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { lateComponent } from '@/ui/later';
import { LogoMark } from '@/ui/logo';
import { AccountGuard } from './account-guard';
import { Frame } from './frame';
import { ReloadButton } from './reload-button';
import type { ShellVenue } from './types';
import type { UserMenuProps } from './user-menu';

/** Loaded apart: every screen of a venue loads this file, and the door has no such menu at first. */
const UserMenu = lateComponent<UserMenuProps>(
  () => import('./user-menu').then((part) => part.UserMenu),
  () => <span className="size-11 shrink-0" />,
);

interface NoVenueProps {
  userId: string;
  userName: string;
  /** The selected venue, when an operator has suspended it. */
  suspended: { readonly name: string } | null;
  /** The venues that the user may open. */
  others: readonly ShellVenue[];
}

/**
 * The user is signed in, but is a member of no venue, or the one that they selected is suspended. Every screen of a venue loads it, so it
 * does without the sections, which lead to nothing here.
 */
export function NoVenue({ userId, userName, suspended, others }: NoVenueProps) {
  const t = useTranslations('people.shell');
  return (
    <AccountGuard userId={userId}>
      <div className="flex min-h-dvh flex-col">
        <Frame
          header={
            <>
              <LogoMark />
              <div className="ml-auto">
                <UserMenu name={userName} />
              </div>
            </>
          }
        >
          {suspended ? (
            <EmptyState
              heading="h1"
              icon={<PauseCircle size={28} />}
              title={t('suspended', { name: isolate(suspended.name) })}
              body={t('suspendedBody')}
              action={
                <div data-testid="suspended" className="flex flex-wrap justify-center gap-3">
                  <ReloadButton />
                  {others.map(({ slug, name }) => (
                    <a
                      key={slug}
                      href={`/reservas?local=${encodeURIComponent(slug)}`}
                      className={buttonClass({ variant: 'secondary' })}
                    >
                      {t('openVenue', { name: isolate(name) })}
                    </a>
                  ))}
                </div>
              }
            />
          ) : (
            <EmptyState heading="h1" icon={<DoorClosed size={28} />} title={t('noVenue')} body={t('noVenueBody')} />
          )}
        </Frame>
      </div>
    </AccountGuard>
  );
}
