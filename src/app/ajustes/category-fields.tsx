'use client';
import { ArrowUp, CircleAlert, Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { LONGEST_CATEGORY, MAX_CATEGORIES } from '@/modules/venues/rules';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { TextField } from '@/ui/text-field';

interface CategoryFieldsProps {
  /** As typed, in the order in which the door shows them. */
  names: readonly string[];
  disabled: boolean;
  /** They were sent although one is empty, too long or there twice. */
  isWrong: boolean;
  onNames: (names: readonly string[]) => void;
}

/** A venue's own names for people who come without a reservation. */
export function CategoryFields({ names, disabled, isWrong, onNames }: CategoryFieldsProps) {
  const t = useTranslations('settings.categories');
  const id = useId();
  const rename = (place: number, name: string) => onNames(names.map((each, at) => (at === place ? name : each)));
  const remove = (place: number) => onNames(names.filter((_, at) => at !== place));
  const raise = (place: number) => {
    const moved = names[place];
    const others = names.filter((_, at) => at !== place);
    if (moved !== undefined) onNames([...others.slice(0, place - 1), moved, ...others.slice(place - 1)]);
  };
  return (
    <fieldset className="min-w-0" aria-describedby={`${id}-note`} data-testid="categories">
      <legend className="mb-1.5 font-medium text-ink text-sm">{t('title')}</legend>
      <ol className="grid gap-2">
        {names
          .map((name, place) => ({ name, place }))
          .map(({ name, place }) => {
            const called = name.trim() === '' ? t('unnamed') : isolate(name);
            return (
              <li key={place} className="flex items-end gap-1">
                <TextField
                  data-field={place === 0 ? 'walkInCategories' : undefined}
                  label={<span className="sr-only">{t('name', { place: place + 1 })}</span>}
                  value={name}
                  maxLength={LONGEST_CATEGORY}
                  autoComplete="off"
                  onChange={(event) => rename(place, event.target.value)}
                  className="min-w-0 grow [&>div:first-child]:mb-0"
                />
                <IconButton
                  label={t('up', { name: called })}
                  icon={<ArrowUp aria-hidden size={18} />}
                  disabled={disabled || place === 0}
                  onClick={() => raise(place)}
                />
                <IconButton
                  label={t('remove', { name: called })}
                  icon={<Trash2 aria-hidden size={18} />}
                  disabled={disabled}
                  onClick={() => remove(place)}
                />
              </li>
            );
          })}
      </ol>
      {names.length < MAX_CATEGORIES && (
        <Button
          className="mt-2"
          disabled={disabled}
          icon={<Plus aria-hidden size={18} />}
          onClick={() => onNames([...names, ''])}
        >
          {t('add')}
        </Button>
      )}
      {isWrong ? (
        <p id={`${id}-note`} className="mt-1.5 flex items-start gap-1.5 text-bad-text text-sm">
          <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
          {t('invalid', { most: LONGEST_CATEGORY })}
        </p>
      ) : (
        <p id={`${id}-note`} className="mt-1.5 text-ink-faint text-sm">
          {t('hint', { most: MAX_CATEGORIES })}
        </p>
      )}
    </fieldset>
  );
}
