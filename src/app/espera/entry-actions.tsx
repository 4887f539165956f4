'use client';
import { Armchair, Check, MessageCircle, Pencil, Send, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { DayRules } from '@/modules/venues/business-day';
import { waitlistApi } from '@/modules/waitlist/client/waitlist-api';
import { mayBeOffered } from '@/modules/waitlist/rules';
import type { WaitlistEntry } from '@/modules/waitlist/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';
import { EntrySheet } from './entry-sheet';
import { NotifySheet } from './notify-sheet';
import { OfferSheet } from './offer-sheet';

interface EntryActionsProps {
  entry: WaitlistEntry;
  businessId: string;
  venueName: string;
  rules: DayRules;
  today: string | null;
  /** By the clock: an offer that has run out is over before that is written down. */
  state: WaitlistEntry['state'];
  isOffering: boolean;
  onOffering: (open: boolean) => void;
}

type Work = 'seat' | 'accept' | 'decline' | 'cancel';

/** What can be done with a party that waits, each with one thumb. */
export function EntryActions({ entry, businessId, venueName, rules, today, state, ...sheet }: EntryActionsProps) {
  const t = useTranslations('waitlist');
  const errorText = useErrorText();
  const [busy, setBusy] = useState<Work | null>(null);
  const [isNotifying, setNotifying] = useState(false);
  const [isEditing, setEditing] = useState(false);

  const named = (action: string) => t('named', { action, name: isolate(entry.customerName) });

  async function work(what: Work, run: () => Promise<unknown>, undoable = false) {
    setBusy(what);
    try {
      await run();
      const undo = () => {
        waitlistApi.undo(businessId, entry).catch((error: unknown) => toast.error(errorText(error)));
      };
      toast.success(
        t(`done.${what}`, { name: isolate(entry.customerName) }),
        undoable ? { action: { label: t('undo'), onClick: undo } } : {},
      );
    } catch (error) {
      toast.error(errorText(error));
    }
    setBusy(null);
  }

  if (state === 'ACCEPTED' || state === 'CANCELLED') return null;
  const isOffered = state === 'OFFERED';
  return (
    <div className="flex flex-wrap gap-2 *:max-sm:grow">
      {isOffered && (
        <>
          <Button
            variant="primary"
            icon={<Check aria-hidden size={18} />}
            busy={busy === 'accept'}
            aria-label={named(t('accept'))}
            onClick={() => void work('accept', () => waitlistApi.answer(businessId, entry, 'ACCEPT'))}
          >
            {t('accept')}
          </Button>
          <Button
            icon={<X aria-hidden size={18} />}
            busy={busy === 'decline'}
            aria-label={named(t('decline'))}
            onClick={() => void work('decline', () => waitlistApi.answer(businessId, entry, 'DECLINE'), true)}
          >
            {t('decline')}
          </Button>
          <Button
            icon={<MessageCircle aria-hidden size={18} />}
            aria-label={named(t('notify'))}
            onClick={() => setNotifying(true)}
          >
            {t('notify')}
          </Button>
        </>
      )}
      {entry.businessDay === today && (
        <Button
          variant={isOffered ? undefined : 'primary'}
          icon={<Armchair aria-hidden size={18} />}
          busy={busy === 'seat'}
          aria-label={named(t('seat'))}
          onClick={() => void work('seat', () => waitlistApi.seat(businessId, entry))}
        >
          {t('seat')}
        </Button>
      )}
      {mayBeOffered(state) && (
        <Button
          icon={<Send aria-hidden size={18} />}
          aria-label={named(t('offer'))}
          onClick={() => sheet.onOffering(true)}
        >
          {t('offer')}
        </Button>
      )}
      <Button icon={<Pencil aria-hidden size={18} />} aria-label={named(t('edit'))} onClick={() => setEditing(true)}>
        {t('edit')}
      </Button>
      {state !== 'DECLINED' && state !== 'EXPIRED' && (
        <Button
          icon={<Trash2 aria-hidden size={18} />}
          busy={busy === 'cancel'}
          aria-label={named(t('cancel'))}
          onClick={() => void work('cancel', () => waitlistApi.cancel(businessId, entry), true)}
        >
          {t('cancel')}
        </Button>
      )}
      {sheet.isOffering && (
        <OfferSheet entry={entry} businessId={businessId} rules={rules} onClose={() => sheet.onOffering(false)} />
      )}
      {isEditing && today !== null && (
        <EntrySheet businessId={businessId} entry={entry} today={today} onClose={() => setEditing(false)} />
      )}
      {isNotifying && (
        <NotifySheet
          entry={entry}
          businessId={businessId}
          venueName={venueName}
          timeZone={rules.timeZone}
          onClose={() => setNotifying(false)}
        />
      )}
    </div>
  );
}
