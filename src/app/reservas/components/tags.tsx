'use client';
import clsx from 'clsx';
import { Accessibility, Cake, type LucideIcon, Star, Tag as TagIcon, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { type Reservation, TAGS, type Tag } from '@/modules/reservations/wire';
import { Badge, type Tone } from '@/ui/badge';

export const TAG_ICONS: Record<Tag, LucideIcon> = {
  ALLERGY: TriangleAlert,
  VIP: Star,
  BIRTHDAY: Cake,
  MOBILITY: Accessibility,
};

const TONES: Record<Tag, Tone> = { ALLERGY: 'bad', VIP: 'accent', BIRTHDAY: 'warn', MOBILITY: 'info' };

const knownOf = (tag: string): Tag | undefined => TAGS.find((known) => known === tag);

/** The word of a tag; one that a newer version added has no word of its own. */
export function useTagWord(): (tag: string) => string {
  const t = useTranslations('reservas.tags');
  return (tag) => t(knownOf(tag) ?? 'unknown');
}

interface TagsProps {
  tags: Reservation['tags'];
  /** `answer`: in the colour of an answer over the whole screen, readable at arm's length. */
  look?: 'small' | 'badge' | 'answer';
  className?: string;
}

/** What the people of the venue must know of a party at once, each as a word with a picture. */
export function Tags({ tags, look = 'badge', className }: TagsProps) {
  const word = useTagWord();
  if (!tags || tags.length === 0) return null;
  return (
    <span data-testid="tags" className={clsx('flex flex-wrap gap-1.5', className)}>
      {tags.map((tag) => {
        const known = knownOf(tag);
        const Icon = known ? TAG_ICONS[known] : TagIcon;
        if (look === 'answer') {
          return (
            <span
              key={tag}
              className="inline-flex items-center gap-2 rounded-full border-2 border-current px-3 py-0.5 font-semibold text-lg"
            >
              <Icon aria-hidden size={22} />
              {word(tag)}
            </span>
          );
        }
        const icon = <Icon aria-hidden size={look === 'small' ? 13 : 15} strokeWidth={2.5} />;
        return (
          <Badge key={tag} tone={known ? TONES[known] : 'neutral'} icon={icon} small={look === 'small'}>
            {word(tag)}
          </Badge>
        );
      })}
    </span>
  );
}
