'use client';
import { useLocale, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { LANGUAGES, LOCALES, type Locale, localeOf } from '@/i18n/locale';
import { NOTICE_CHOICES, type NoticeChoice } from '@/modules/access/answers';
import { can, type Permission } from '@/modules/access/context';
import { later } from '@/ui/later';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/ui/menu';
import { useTheme } from '@/ui/theme';
import { THEMES, type Theme } from '@/ui/theme-cookie';
import { toast } from '@/ui/toast';
import { MenuIcon } from './menu-icon';
import { useNoticeChoice } from './notice-choice';
import type { Section, ShellRole } from './types';
import { useErrorText } from './use-error-text';

/** What the entries do: no screen waits for it. */
const work = later(() => import('./menu-work'));

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
}

/** The screens of a venue that are opened from here, for those who may use them. */
const SECTIONS: readonly {
  section: Extract<
    Section,
    | 'plan'
    | 'esta-noche'
    | 'reservas/importar'
    | 'espera'
    | 'miembros'
    | 'mensajes'
    | 'ajustes'
    | 'dispositivos'
    | 'evidencia'
    | 'rastro'
    | 'claves'
    | 'privacidad'
  >;
  permission: Permission;
}[] = [
  { section: 'plan', permission: 'reservations.read-any-day' },
  { section: 'esta-noche', permission: 'reservations.read-any-day' },
  { section: 'reservas/importar', permission: 'reservations.write' },
  { section: 'espera', permission: 'reservations.read' },
  { section: 'miembros', permission: 'members.manage' },
  { section: 'mensajes', permission: 'messages.manage' },
  { section: 'ajustes', permission: 'settings.read' },
  { section: 'dispositivos', permission: 'devices.manage' },
  { section: 'evidencia', permission: 'audit.read' },
  { section: 'rastro', permission: 'audit.read' },
  { section: 'claves', permission: 'keys.manage' },
  { section: 'privacidad', permission: 'privacy.manage' },
];

export interface UserMenuProps {
  name: string;
  /** In the venue on screen; absent where there is none. */
  role?: ShellRole;
  /** Of the venue's own role that the member has. */
  roleName?: string | null | undefined;
  /** Slug of the venue on screen; absent where there is none. */
  venue?: string;
}

export function UserMenu({ name, role, roleName, venue }: UserMenuProps) {
  const t = useTranslations('people');
  const { theme, setTheme } = useTheme();
  const { notices, choose } = useNoticeChoice();
  const errorText = useErrorText();
  const offered = SECTIONS.filter(({ permission }) => role && role !== 'OPERATOR' && can(role, permission));
  const locale = localeOf(useLocale());
  const paint = (chosen: Theme) => {
    setTheme(chosen);
    // When offline, the choice applies to this visit only.
    work
      .load()
      .then(({ saveTheme }) => saveTheme(chosen))
      .catch(() => undefined);
  };
  const read = (chosen: Locale) =>
    work
      .load()
      .then(({ chooseLanguage }) => chooseLanguage(chosen))
      .catch((error) => toast.error(errorText(error)));
  const hear = (chosen: NoticeChoice) => choose(chosen).catch((error) => toast.error(errorText(error)));
  const leave = () =>
    work
      .load()
      .then(({ signOut }) => signOut())
      .catch(() => toast.error(t('shell.signOutFailed')));
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
        {role && <p className="text-ink-faint text-sm">{typeof role === 'string' ? t(`roles.${role}`) : roleName}</p>}
      </div>
      <MenuSeparator />
      {venue !== undefined && offered.length > 0 && (
        <>
          {offered.map(({ section }) => (
            <MenuItem
              key={section}
              icon={<MenuIcon of={section} />}
              onClick={() => window.location.assign(`/${section}?local=${encodeURIComponent(venue)}`)}
            >
              {t(`shell.${section}`)}
            </MenuItem>
          ))}
          <MenuSeparator />
        </>
      )}
      <MenuChoice
        label={t('shell.appearance')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
        onValueChange={paint}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('shell.language')}
        value={locale}
        options={LOCALES.map((value) => ({ value, label: <span lang={value}>{LANGUAGES[value].name}</span> }))}
        onValueChange={(chosen) => void read(chosen)}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('shell.notices')}
        value={notices}
        options={NOTICE_CHOICES.map((value) => ({ value, label: t(`shell.noticeChoice.${value}`) }))}
        onValueChange={(chosen) => void hear(chosen)}
      />
      <MenuSeparator />
      <MenuItem icon={<MenuIcon of="cuenta" />} onClick={() => window.location.assign('/cuenta')}>
        {t('shell.cuenta')}
      </MenuItem>
      <MenuItem icon={<MenuIcon of="salir" />} onClick={() => void leave()}>
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  );
}
