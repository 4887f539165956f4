'use client';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { toast } from '@/ui/toast';
import { eraseDemo } from './erase-demo';
import type { ShellRole } from './types';
import { useErrorText } from './use-error-text';

/**
 * Explains on a screen of the demo that the data is invented; its owner may erase the demo and begin with their own
 * venue.
 */
export function DemoNotice({ role }: { role: ShellRole }) {
  const t = useTranslations('people.demo');
  const errorText = useErrorText();
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const mayErase = role !== 'OPERATOR' && can(role, 'demo.erase');

  async function erase() {
    setBusy(true);
    try {
      await eraseDemo();
    } catch (error) {
      toast.error(errorText(error));
      setBusy(false);
      setConfirming(false);
    }
  }

  return (
    <>
      <Banner
        tone="warn"
        icon={<FlaskConical size={18} />}
        action={
          mayErase && (
            <Button size="sm" variant="quiet" className="text-warn-text" onClick={() => setConfirming(true)}>
              {t('start')}
            </Button>
          )
        }
      >
        {t('notice')}
      </Banner>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={t('eraseTitle')}
        body={
          <>
            <p>{t('eraseBody')}</p>
            <p className="mt-2">{t('eraseNext')}</p>
          </>
        }
        confirmLabel={t('erase')}
        busy={busy}
        onConfirm={() => void erase()}
      />
    </>
  );
}
