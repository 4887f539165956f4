'use client';
import { type ComponentProps, cloneElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { later, useLater } from './later';
import type { ChoiceProps, Handle, ItemProps, MenuProps, SharedMenuProps } from './menu-part';
import { WaitingPopup } from './waiting-popup';

type Parts = typeof import('./menu-part');
const menu = later<Parts>(() => import('./menu-part'));

/** How a pointer lets go. */
const ENDS = ['pointerup', 'pointercancel'] as const;

/** The content of an open menu is rendered only after its parts have loaded. */
function parts(): Parts {
  if (!menu.part) throw new Error('a part of a menu outside of an open one');
  return menu.part;
}

/**
 * Until the menus have loaded, a plain button replaces a trigger. It remembers a press, and its focus passes to the trigger. It
 * stays while a pointer holds it: a press that ends on another element than it began on is no click.
 */
function useEarlyTrigger() {
  const [pressed, setPressed] = useState(false);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!held) return;
    // The click comes after the release.
    const release = () => setTimeout(() => setHeld(false));
    for (const end of ENDS) window.addEventListener(end, release);
    return () => {
      for (const end of ENDS) window.removeEventListener(end, release);
    };
  }, [held]);
  const hadFocus = useRef(false);
  const { part, ...waiting } = useLater(menu, pressed);
  const trigger = {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerDown: () => setHeld(true),
    onClick: () => setPressed(true),
    ref: (element) => () => {
      hadFocus.current = document.activeElement === element;
    },
  } satisfies ComponentProps<'button'>;
  const popup = pressed && !part && <WaitingPopup waiting={waiting} onClose={() => setPressed(false)} />;
  return { part: held ? null : part, trigger, popup, early: { pressed, hadFocus } };
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
