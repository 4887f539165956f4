'use client';
import clsx from 'clsx';
import { Activity, BookOpenText, type LucideIcon, ScanLine } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import type { Section, ShellRole } from './types';

/** The others are in the account's menu. */
type Shown = Extract<Section, 'reservas' | 'puerta' | 'monitor'>;
const ICONS: Record<Shown, LucideIcon> = { reservas: BookOpenText, puerta: ScanLine, monitor: Activity };

function sectionsOf(role: ShellRole): Shown[] {
  if (role === 'OPERATOR') return ['monitor'];
  const sections: Shown[] = can(role, 'reservations.read-any-day') ? ['reservas', 'puerta'] : ['puerta'];
  return can(role, 'monitor.use') ? [...sections, 'monitor'] : sections;
}

export function SectionNav({ section, venue, role }: { section: Section; venue: string; role: ShellRole }) {
  const t = useTranslations('people.shell');
  return (
    <nav aria-label={t('sections')} className="flex items-center gap-1 sm:ml-2">
      {sectionsOf(role).map((name) => {
        const Icon = ICONS[name];
        const here = name === section;
        return (
          <Link
            key={name}
            href={`/${name}?local=${encodeURIComponent(venue)}`}
            aria-current={here ? 'page' : undefined}
            className={clsx(
              'relative inline-flex h-11 items-center gap-2 rounded-control px-3 font-semibold text-sm transition-colors',
              here ? 'text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
              here &&
                'after:absolute after:inset-x-3 after:-bottom-1 after:h-0.75 sm:after:-bottom-2 after:rounded-t-full after:bg-accent',
            )}
          >
            <Icon aria-hidden size={19} />
            <span className="max-sm:sr-only">{t(name)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
