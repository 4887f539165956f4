'use client';
import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Menu, MenuChoice } from '@/ui/menu';
import type { Section, ShellVenue } from './types';

interface VenueSwitcherProps {
  venues: readonly ShellVenue[];
  current: string;
  section: Section;
}

export function VenueSwitcher({ venues, current, section }: VenueSwitcherProps) {
  const t = useTranslations('people.shell');
  const name = venues.find(({ slug }) => slug === current)?.name ?? '';
  if (venues.length < 2) return <p className="display min-w-0 truncate px-1 text-base">{name}</p>;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t('changeVenue', { name })}
          className="flex h-11 min-w-0 items-center gap-1.5 rounded-control px-2 hover:bg-hover"
        >
          <span className="display truncate text-base">{name}</span>
          <ChevronsUpDown aria-hidden size={16} className="shrink-0 text-ink-faint" />
        </button>
      }
    >
      <MenuChoice
        label={t('venue')}
        value={current}
        options={venues.map((venue) => ({ value: venue.slug, label: venue.name }))}
        // A full load: a new venue means another stream, cache and set of rights.
        onValueChange={(slug) => window.location.assign(`/${section}?local=${encodeURIComponent(slug)}`)}
      />
    </Menu>
  );
}
