'use client';
import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { Menu, MenuChoice } from '@/ui/menu';
import { DemoMark } from './demo-mark';
import type { Section, ShellVenue } from './types';

interface VenueSwitcherProps {
  venues: readonly ShellVenue[];
  current: string;
  section: Section;
}

export function VenueSwitcher({ venues, current, section }: VenueSwitcherProps) {
  const t = useTranslations('people.shell');
  const venue = venues.find(({ slug }) => slug === current);
  const name = venue?.name ?? '';
  const label = (
    <span className="flex min-w-0 flex-col items-start">
      <span className="display max-w-full truncate text-base leading-tight">{name}</span>
      {venue?.demo && <DemoMark />}
    </span>
  );
  if (venues.length < 2) return <p className="min-w-0 px-1">{label}</p>;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t('changeVenue', { name: isolate(name) })}
          className="flex h-11 min-w-0 items-center gap-1.5 rounded-control px-2 hover:bg-hover"
        >
          {label}
          <ChevronsUpDown aria-hidden size={16} className="shrink-0 text-ink-faint" />
        </button>
      }
    >
      <MenuChoice
        label={t('venue')}
        value={current}
        options={venues.map((venue) => ({ value: venue.slug, label: venue.name }))}
        // A full page load, because a new venue needs another stream, cache and set of permissions.
        onValueChange={(slug) => window.location.assign(`/${section}?local=${encodeURIComponent(slug)}`)}
      />
    </Menu>
  );
}
