import { BookOpenText } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';

/** The way to the venue's list, for those who may read it. */
export function ListLink({ venue }: { venue: string }) {
  const t = useTranslations('people.shell');
  return (
    <Link
      href={`/reservas?local=${encodeURIComponent(venue)}`}
      aria-label={t('reservas')}
      className="grid size-11 shrink-0 place-items-center rounded-control text-ink-soft hover:bg-hover hover:text-ink"
    >
      <BookOpenText aria-hidden size={22} />
    </Link>
  );
}
