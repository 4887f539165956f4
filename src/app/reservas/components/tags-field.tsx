'use client';
import { Check } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { TAGS } from '@/modules/reservations/wire';
import { Button } from '@/ui/button';
import { GroupShell } from '@/ui/field-shell';
import { TAG_ICONS, useTagWord } from './tags';

interface TagsFieldProps {
  value: readonly string[];
  onValueChange: (tags: readonly string[]) => void;
  error?: string | undefined;
  className?: string;
}

/** One button for each tag: any of them, pressed or not. Tags that this version does not know stay as they are. */
export function TagsField({ value, onValueChange, error, className }: TagsFieldProps) {
  const t = useTranslations('reservas.fields');
  const word = useTagWord();
  const unknown = value.filter((tag) => !TAGS.some((known) => known === tag));
  const toggle = (toggled: string) =>
    onValueChange([...TAGS.filter((tag) => value.includes(tag) !== (tag === toggled)), ...unknown]);
  return (
    <GroupShell label={t('tags')} error={error} className={className}>
      <div className="flex flex-wrap gap-2">
        {TAGS.map((tag) => {
          const pressed = value.includes(tag);
          const Icon = pressed ? Check : TAG_ICONS[tag];
          return (
            <Button
              key={tag}
              aria-pressed={pressed}
              variant={pressed ? 'primary' : 'secondary'}
              icon={<Icon aria-hidden size={18} />}
              onClick={() => toggle(tag)}
            >
              {word(tag)}
            </Button>
          );
        })}
      </div>
    </GroupShell>
  );
}
