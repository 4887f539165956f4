import { BookOpenText } from 'lucide-react';
import { useTranslations } from 'use-intl';

/**
 * A link to the venue's list, for members who may read it. It loads another page: to change the screen within this one would cost every
 * door the library for it.
 */
export function ListLink({ path }: { path: string }) {
  const t = useTranslations('people.shell');
  return (
    <a
      href={path}
      aria-label={t('reservas')}
      className="grid size-11 shrink-0 place-items-center rounded-control text-ink-soft hover:bg-hover hover:text-ink"
    >
      <BookOpenText aria-hidden size={22} />
    </a>
  );
}
