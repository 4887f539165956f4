'use client';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import type { TemplateKind } from '@/modules/messages/rules';
import { PLACES_OF, type Place } from '@/modules/messages/template-rules';
import { Button } from '@/ui/button';

interface PlaceListProps {
  kind: TemplateKind;
  onInsert: (place: Place) => void;
}

/** What the text of a kind may have put in. */
export function PlaceList({ kind, onInsert }: PlaceListProps) {
  const t = useTranslations('mail.templates');
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid gap-2">
      <h2 id={heading} className="font-medium text-sm">
        {t('places')}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {PLACES_OF[kind].map((place) => (
          <li key={place}>
            <Button size="sm" onClick={() => onInsert(place)}>
              {t(`place.${place}`)}
              <span translate="no" className="font-mono text-ink-faint text-xs">{`{${place}}`}</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="text-ink-faint text-sm">{t('placesHint')}</p>
    </section>
  );
}
