'use client';
import { FileDown, FileSpreadsheet, FileText, FileUp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { can } from '@/modules/access/context';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/ui/menu';
import { useVenueScreen } from './venue-context';

const FORMATS = [
  ['csv', FileText],
  ['xlsx', FileSpreadsheet],
  ['pdf', FileDown],
] as const;

interface FilesMenuProps {
  day: string;
  /** Where it stands: beside the day, and on a phone beside the search. */
  className: string;
}

/** The day as a file, and the way to the screen that brings reservations in. */
export function FilesMenu({ day, className }: FilesMenuProps) {
  const t = useTranslations('files.menu');
  const { businessId, slug, role } = useVenueScreen();
  return (
    <Menu
      trigger={
        <IconButton
          label={t('label')}
          variant="outline"
          icon={<FileDown aria-hidden size={20} />}
          className={className}
        />
      }
    >
      {FORMATS.map(([format, Icon]) => (
        <MenuItem
          key={format}
          icon={<Icon aria-hidden size={18} />}
          // The answer is a file to save, so the page stays.
          onClick={() =>
            window.location.assign(`/api/reservas/exportar?${new URLSearchParams({ businessId, day, format })}`)
          }
        >
          {t(format)}
        </MenuItem>
      ))}
      {can(role, 'reservations.write') && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<FileUp aria-hidden size={18} />}
            onClick={() => window.location.assign(`/reservas/importar?local=${encodeURIComponent(slug)}`)}
          >
            {t('import')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
