'use client';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { newKey } from '@/platform/browser/new-key';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { useVenueScreen } from './venue-context';

/** The sizes that one tap admits. */
const SIZES = [1, 2, 3, 4, 5, 6, 7, 8];

/** Admits a party without a reservation with one tap on its size. */
export function WalkInPad({ onClose }: { onClose: () => void }) {
  const t = useTranslations('reservas');
  const { actions } = useVenueScreen();
  // One nonce per party: a second tap, or one after a lost answer, admits nobody twice.
  const [nonce] = useState(newKey);
  const [busy, setBusy] = useState(false);
  /** A size beyond those of the pad; null until it is asked for. */
  const [large, setLarge] = useState<number | null>(null);
  const first = useRef<HTMLButtonElement>(null);

  async function admit(guestCount: number) {
    if (busy) return;
    setBusy(true);
    if (await actions.walkIn(guestCount, nonce)) return onClose();
    setBusy(false);
  }

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('walkIn.name')}
      description={t('walkIn.howMany')}
      initialFocus={first}
    >
      <div className="grid grid-cols-3 gap-2">
        {SIZES.map((size) => (
          <button
            key={size}
            ref={size === 1 ? first : undefined}
            type="button"
            aria-label={t('walkIn.people', { count: size })}
            onClick={() => void admit(size)}
            className={KEY}
          >
            {size}
          </button>
        ))}
        <button
          type="button"
          aria-expanded={large !== null}
          onClick={() => setLarge(SIZES.length + 1)}
          className={`${KEY} font-sans text-base`}
        >
          {t('walkIn.more')}
        </button>
      </div>
      {large !== null && (
        <div className="mt-4 grid grid-cols-2 items-end gap-3">
          <Stepper
            label={t('attendance.howMany')}
            value={large}
            onValueChange={setLarge}
            decrementLabel={t('attendance.less')}
            incrementLabel={t('attendance.more')}
          />
          <Button variant="primary" busy={busy} onClick={() => void admit(large)}>
            {t('attendance.in', { count: large })}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

const KEY =
  'figures min-h-16 rounded-control bg-surface text-2xl ring-1 ring-line-strong/60 ring-inset transition-colors hover:bg-accent hover:text-accent-ink active:scale-95';
