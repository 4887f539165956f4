'use client';
import clsx from 'clsx';
import { type ComponentProps, type KeyboardEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import type { KnownGuest } from '@/modules/reservations/answers';
import { TextField } from '@/ui/text-field';
import { useVenueScreen } from '../components/venue-context';
import { GuestFigures } from './guest-figures';
import { useKnownGuests } from './use-known-guests';

interface GuestFieldProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange'> {
  value: string;
  onValueChange: (value: string) => void;
  /** A suggestion was chosen; without it, the field suggests nobody. */
  onGuest: ((guest: KnownGuest) => void) | undefined;
}

/** The name or the phone of a reservation, which suggests who has reserved before: an editable combobox with a list. */
export function GuestField({ value, onValueChange, onGuest, className, ...field }: GuestFieldProps) {
  const t = useTranslations('reservas.form.known');
  const { businessId, role } = useVenueScreen();
  const maySuggest = onGuest && can(role, 'reservations.read-personal');
  const listId = useId();
  // Suggestions belong to a text that was typed: not to one that a choice has filled in, nor to one that was dismissed.
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const guests = useKnownGuests(businessId, maySuggest && typed === value ? typed : null);
  const isOpen = guests.length > 0;
  const current = guests[active];

  function dismiss() {
    setTyped(null);
    setActive(-1);
  }

  function choose(guest: KnownGuest) {
    dismiss();
    onGuest?.(guest);
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (!isOpen || event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      // Between the last and the first suggestion stands the field itself, without any choice.
      const places = guests.length + 1;
      setActive(((active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter' && current) choose(current);
    // The form stays open: only the suggestions are dismissed.
    else if (event.key === 'Escape') dismiss();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={clsx('relative', className)}>
      <TextField
        {...field}
        value={value}
        onChange={(event) => {
          onValueChange(event.target.value);
          setTyped(event.target.value);
          setActive(-1);
        }}
        onKeyDown={press}
        onBlur={dismiss}
        {...(onGuest && {
          role: 'combobox',
          'aria-autocomplete': 'list',
          'aria-expanded': isOpen,
          'aria-controls': listId,
          'aria-activedescendant': current && `${listId}-${active}`,
        })}
      />
      {isOpen && (
        <div
          id={listId}
          role="listbox"
          aria-label={t('label')}
          className="absolute inset-x-0 top-full z-10 mt-1 max-h-72 overflow-y-auto overscroll-contain rounded-control border border-line bg-raised p-1 shadow-lift"
        >
          {guests.map((guest, index) => (
            <button
              key={guest.customerPhone}
              type="button"
              tabIndex={-1}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              ref={(option) => {
                if (index === active) option?.scrollIntoView({ block: 'nearest' });
              }}
              // A press must not take the focus from the field, which would dismiss the list.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(guest)}
              className="block w-full cursor-default rounded-lg border-2 border-transparent px-3 py-2 text-left hover:bg-hover aria-selected:border-accent aria-selected:bg-hover"
            >
              <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="min-w-0 break-words font-semibold text-sm">{guest.customerName}</span>
                <span className="text-ink-soft text-sm tabular-nums">{guest.customerPhone}</span>
              </span>
              <GuestFigures guest={guest} />
            </button>
          ))}
        </div>
      )}
      {onGuest && (
        <p role="status" className="sr-only">
          {isOpen && t('found', { count: guests.length })}
        </p>
      )}
    </div>
  );
}
