'use client';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { linksApi } from '@/modules/members/client/members-api';
import { enterVenue } from '@/shell/enter-venue';
import { signOut } from '@/shell/sign-out';
import { useLinkFailure } from '@/shell/use-link-failure';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';

/** For a person who is signed in: they join with their account, or leave it first. */
export function JoinButton({ token, name, email }: { token: string; name: string; email: string }) {
  const t = useTranslations('people.join');
  const [busy, setBusy] = useState(false);
  const { sentence, read, clear } = useLinkFailure();

  async function join() {
    clear();
    setBusy(true);
    try {
      const { userId, slug } = await linksApi.accept({ token });
      return await enterVenue(userId, slug);
    } catch (error) {
      read(error);
      setBusy(false);
    }
  }

  return (
    <div className="grid gap-4">
      {sentence && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {sentence}
        </Banner>
      )}
      <Button variant="primary" size="lg" block busy={busy} onClick={() => void join()}>
        {t('joinAs', { name: isolate(name) })}
      </Button>
      <p className="break-all text-center text-ink-soft text-sm">{email}</p>
      <Button block onClick={() => signOut(window.location.pathname).catch(read)}>
        {t('otherAccount')}
      </Button>
    </div>
  );
}
