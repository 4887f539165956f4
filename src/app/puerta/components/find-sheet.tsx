import { ChevronRight, Search } from 'lucide-react';
import { useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Tags } from '@/app/reservas/components/tags';
import { Unreadable } from '@/app/reservas/components/unreadable';
import { announcedLateness, isOnTheWay } from '@/modules/reservations/rules';
import { compileSearch, RANK } from '@/modules/reservations/search';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { localTimeOf } from '@/modules/venues/business-day';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { Form } from '@/ui/form';
import { Redraw } from '@/ui/redraw';
import { Sheet } from '@/ui/sheet';
import { findParties } from '../flow/find-parties';
import { useWholeNames } from '../use-whole-names';
import { Unconfirmed } from './unconfirmed';

interface FindSheetProps {
  reservations: readonly Reservation[];
  timeZone: string;
  businessId: string;
  /** Where the member books; null for one who may not. */
  listPath: string | null;
  /** The rows have short names, so the server is asked to search whole names. */
  shortNames: boolean;
  onChoose: (party: Reservation) => void;
  onClose: () => void;
}

/** Searches tonight's live list by name or code, for a guest whose phone does not work. */
export function FindSheet(props: FindSheetProps) {
  const { reservations, timeZone, businessId, listPath, shortNames, onChoose, onClose } = props;
  const t = useTranslations('puerta.find');
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const whole = useWholeNames({ businessId, typed, enabled: shortNames, parties: reservations.length });
  const wanted = useDeferredValue(typed);
  const search = useMemo(() => compileSearch(wanted), [wanted]);
  const found = useMemo(() => findParties(reservations, search, whole.ids), [reservations, search, whole.ids]);
  const asking = whole.state === 'asking';
  /** The text that was entered while the server still searched: its answer decides whether one party is meant. */
  const [entered, setEntered] = useState<string | null>(null);

  function choose() {
    // Uses the current text: the list below may still show the results of an earlier one.
    const latest = compileSearch(typed);
    const [best, ...others] = findParties(reservations, latest, whole.ids);
    const byCode = best !== undefined && latest(best) === RANK.code;
    const waits = asking && !byCode;
    setEntered(waits ? typed : null);
    if (waits || !best || best.status === UNREADABLE) return;
    if (byCode || others.length === 0) onChoose(best);
  }
  const chooseNow = useEffectEvent(choose);
  useEffect(() => {
    if (entered !== null && entered === typed && !asking) chooseNow();
  }, [entered, typed, asking]);

  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} placement="side" title={t('title')} initialFocus={field}>
      <Form className="sticky top-0 z-10 -mt-1 bg-raised pt-1 pb-3" onSubmit={choose}>
        <label className="relative block">
          <span className="sr-only">{t('field')}</span>
          <Search aria-hidden size={24} className="absolute top-1/2 left-4 -translate-y-1/2 text-ink-faint" />
          <input
            ref={field}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t('placeholder')}
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="search"
            maxLength={60}
            className="min-h-16 w-full rounded-card bg-surface pr-4 pl-13 font-semibold text-ink text-xl uppercase ring-1 ring-line-strong ring-inset placeholder:font-normal placeholder:text-ink-faint placeholder:normal-case focus:outline-2 focus:outline-accent"
          />
        </label>
        <p role="status" className="eyebrow mt-2">
          {typed.trim() && !(asking && found.length === 0) && t('results', { count: found.length })}
        </p>
        <p role="status" data-testid="whole-names" className="text-ink-soft text-sm">
          {whole.state !== 'idle' && whole.state !== 'answered' && t(`whole.${whole.state}`)}
        </p>
      </Form>
      {found.length === 0 && !asking && (
        <EmptyState
          icon={<Search size={28} />}
          title={typed.trim() ? t('noneTitle') : t('emptyTitle')}
          body={typed.trim() ? t('noneBody') : t('emptyBody')}
          action={
            listPath !== null &&
            typed.trim() === '' && (
              <a href={listPath} className={buttonClass({})}>
                {t('toList')}
              </a>
            )
          }
        />
      )}
      {found.length > 0 && (
        <ul className="-mx-2 flex flex-col">
          {found.map((party) => (
            <li key={party.id}>
              <PartyLine party={party} timeZone={timeZone} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

interface PartyRowProps {
  party: Reservation;
  timeZone: string;
  onChoose: (party: Reservation) => void;
}

/** A party that this version cannot draw is a neutral line, so that nobody is counted by mistake. */
function PartyLine(props: PartyRowProps) {
  const { party } = props;
  const neutral = (
    <div className="flex min-h-18 items-center px-3 py-2">
      <Unreadable row={party} />
    </div>
  );
  if (party.status === UNREADABLE) return neutral;
  return (
    <Redraw fallback={neutral} version={party}>
      <PartyRow {...props} />
    </Redraw>
  );
}

function PartyRow({ party, timeZone, onChoose }: PartyRowProps) {
  const t = useTranslations('puerta');
  const { customerName, code, scanCount: inside, guestCount: max, status } = party;
  const announced = announcedLateness(party);
  return (
    <button
      type="button"
      onClick={() => onChoose(party)}
      className="flex min-h-18 w-full items-center gap-4 rounded-control px-3 py-2 text-left hover:bg-hover active:bg-sunken"
    >
      <span className="figures w-13 shrink-0 text-ink-soft text-lg">{localTimeOf(party.reservedAt, timeZone)}</span>
      <span className="min-w-0 grow">
        <span className="block truncate font-semibold text-lg">{customerName}</span>
        <span className="block text-ink-faint text-sm">
          <span className="font-mono tracking-wider">{code}</span>
          {isOnTheWay(party) && <span className="ml-2 font-semibold text-ok-text">{t('party.onWay')}</span>}
          {announced > 0 && (
            <span className="ml-2 font-semibold text-info-text">{t('party.announced', { count: announced })}</span>
          )}
          {status === 'PENDING' && <Unconfirmed className="ml-2" />}
          {status === 'CANCELLED' && <span className="ml-2 font-semibold text-bad-text">{t('find.cancelled')}</span>}
        </span>
        <Tags tags={party.tags} look="small" className="mt-1" />
      </span>
      <span className={`figures shrink-0 text-xl ${inside >= max ? 'text-ok-text' : 'text-ink'}`}>
        {t('party.arrivedOf', { inside, max })}
      </span>
      <ChevronRight aria-hidden size={20} className="shrink-0 text-ink-faint" />
    </button>
  );
}
