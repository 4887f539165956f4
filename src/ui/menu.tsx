'use client';
import { type ComponentProps, cloneElement, type ReactNode, useId, useRef, useState } from 'react';
import { later, useLater } from './later';
import type { ChoiceProps, Handle, ItemProps, MenuProps, SharedMenuProps } from './menu-part';
import { WaitingPopup } from './waiting-popup';

type Parts = typeof import('./menu-part');
const menu = later<Parts>(() => import('./menu-part'));

/** What stands inside of an open menu is drawn when its parts have come. */
function parts(): Parts {
  if (!menu.part) throw new Error('a part of a menu outside of an open one');
  return menu.part;
}

/** Until the menus have come a plain button stands for a trigger. It keeps a press, and its focus is handed on. */
function useEarlyTrigger() {
  const [pressed, setPressed] = useState(false);
  const hadFocus = useRef(false);
  const { part, ...waiting } = useLater(menu, pressed);
  const trigger = {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setPressed(true),
    ref: (element) => () => {
      hadFocus.current = document.activeElement === element;
    },
  } satisfies ComponentProps<'button'>;
  const popup = pressed && !part && <WaitingPopup waiting={waiting} onClose={() => setPressed(false)} />;
  return { part, trigger, popup, early: { pressed, hadFocus } };
}

/** Opens under its trigger. */
export function Menu(props: MenuProps) {
  const { part: come, trigger, popup, early } = useEarlyTrigger();
  if (come) return <come.MenuPart {...props} early={early} />;
  return (
    <>
      {cloneElement(props.trigger, trigger)}
      {popup}
    </>
  );
}

/** One menu that many triggers open, each with its own payload: for long lists. */
export class MenuHandle<Payload> {
  #made: Handle<Payload> | null = null;

  of({ createHandle }: Parts): Handle<Payload> {
    this.#made ??= createHandle<Payload>();
    return this.#made;
  }
}

interface MenuTriggerProps<Payload> extends Omit<ComponentProps<'button'>, 'style'> {
  handle: MenuHandle<Payload>;
  payload: Payload;
}

export function MenuTrigger<Payload>({ handle, payload, ...props }: MenuTriggerProps<Payload>) {
  const id = useId();
  const { part: come, trigger, popup, early } = useEarlyTrigger();
  if (come) return <come.SharedTrigger {...props} {...{ id, payload, early }} handle={handle.of(come)} />;
  return (
    <>
      <button type="button" {...props} {...trigger} />
      {popup}
    </>
  );
}

export function SharedMenu<Payload>({ handle, children }: SharedMenuProps<MenuHandle<Payload>, Payload>) {
  const { part: come } = useLater(menu, false);
  return come && <come.SharedMenuPart handle={handle.of(come)}>{children}</come.SharedMenuPart>;
}

export function MenuItem(props: ItemProps) {
  const { ItemPart } = parts();
  return <ItemPart {...props} />;
}

export function MenuSeparator(): ReactNode {
  const { SeparatorPart } = parts();
  return <SeparatorPart />;
}

/** One choice of several inside a menu, under a small title. */
export function MenuChoice<Value extends string>(props: ChoiceProps<Value>) {
  const { ChoicePart } = parts();
  return <ChoicePart {...props} />;
}
