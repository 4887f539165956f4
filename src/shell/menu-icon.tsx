'use client';
import { lateComponent } from '@/ui/later';
import type { MenuIconProps } from './menu-icon-part';

/** The picture of an entry of the account's menu. No screen waits for it: until it has come, its place is empty. */
export const MenuIcon = lateComponent<MenuIconProps>(
  () => import('./menu-icon-part').then(({ MenuIconPart }) => MenuIconPart),
  () => <span aria-hidden className="size-[18px] shrink-0" />,
);
