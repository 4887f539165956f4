'use client';
import { LogOut } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/ui/menu';
import { useTheme } from '@/ui/theme';
import { THEMES } from '@/ui/theme-cookie';
import { toast } from '@/ui/toast';
import { signOut } from './sign-out';
import type { ShellRole } from './types';

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
}

export function UserMenu({ name, role }: { name: string; role: ShellRole }) {
  const t = useTranslations('people');
  const { theme, setTheme } = useTheme();
  const leave = () => signOut().catch(() => toast.error(t('shell.signOutFailed')));
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('shell.account', { name: isolate(name) })}
          className="flex size-11 shrink-0 items-center justify-center rounded-full hover:bg-hover"
        >
          <span className="flex size-9 items-center justify-center rounded-full bg-ink font-semibold text-canvas text-xs uppercase">
            {initialsOf(name)}
          </span>
        </button>
      }
    >
      <div className="px-3 pt-2 pb-2.5">
        <p className="truncate font-semibold text-sm">{name}</p>
        <p className="text-ink-faint text-sm">{t(`roles.${role}`)}</p>
      </div>
      <MenuSeparator />
      <MenuChoice
        label={t('shell.appearance')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
        onValueChange={setTheme}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden size={18} />} onClick={() => void leave()}>
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  );
}
