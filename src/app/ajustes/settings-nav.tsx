import clsx from 'clsx';
import Link from 'next/link';
import { useTranslations } from 'use-intl';

const PAGES = [
  { page: 'venue', path: '/ajustes' },
  { page: 'tables', path: '/ajustes/mesas' },
  { page: 'plan', path: '/ajustes/plano' },
  { page: 'services', path: '/ajustes/servicios' },
  { page: 'booking', path: '/ajustes/pagina' },
] as const;

interface SettingsNavProps {
  current: (typeof PAGES)[number]['page'];
  /** Slug of the venue on screen. */
  venue: string;
}

/** The pages of a venue's settings, for who may change them. */
export function SettingsNav({ current, venue }: SettingsNavProps) {
  const t = useTranslations('layout.nav');
  return (
    <nav aria-label={t('label')} className="-mx-1 flex gap-2 overflow-x-auto p-1">
      {PAGES.map(({ page, path }) => (
        <Link
          key={page}
          href={`${path}?local=${encodeURIComponent(venue)}`}
          aria-current={page === current ? 'page' : undefined}
          className={clsx(
            'inline-flex min-h-11 shrink-0 items-center rounded-control border px-4 text-sm',
            page === current
              ? 'border-accent bg-accent-soft font-semibold text-accent-text'
              : 'border-line-strong/70 bg-surface text-ink hover:bg-hover',
          )}
        >
          {t(page)}
        </Link>
      ))}
    </nav>
  );
}
