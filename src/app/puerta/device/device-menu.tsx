import { LogIn, Smartphone } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { later } from '@/ui/later';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/ui/menu';
import { useTheme } from '@/ui/theme';
import { THEMES, type Theme } from '@/ui/theme-cookie';
import type { DoorDevice } from './device-props';

const saving = later(() => import('@/shell/save-theme'));

/** What a paired phone is, and what a person may do on it without an account. */
export function DeviceMenu({ device }: { device: DoorDevice }) {
  const t = useTranslations('puerta.device');
  const shell = useTranslations('people.shell');
  const { name, gateIds } = device;
  const { theme, setTheme } = useTheme();
  const paint = (chosen: Theme) => {
    setTheme(chosen);
    // When offline, the choice applies to this visit only.
    saving
      .load()
      .then(({ saveTheme }) => saveTheme(chosen))
      .catch(() => undefined);
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('menu', { name: isolate(name) })}
          className="flex size-12 shrink-0 items-center justify-center rounded-full text-ink-soft hover:bg-hover"
        >
          <Smartphone aria-hidden size={24} />
        </button>
      }
    >
      <div className="px-3 pt-2 pb-2.5">
        <p className="truncate font-semibold text-sm">{name}</p>
        <p className="text-ink-faint text-sm">{t('paired')}</p>
        <p className="text-ink-faint text-sm">
          {gateIds.length === 0 ? t('all') : t('gates', { count: gateIds.length })}
        </p>
      </div>
      <MenuSeparator />
      <MenuChoice
        label={shell('appearance')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: shell(`theme.${value}`) }))}
        onValueChange={paint}
      />
      <MenuSeparator />
      <MenuItem icon={<LogIn aria-hidden size={18} />} onClick={() => window.location.assign('/entrar')}>
        {t('signIn')}
      </MenuItem>
    </Menu>
  );
}
