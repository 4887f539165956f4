'use client';
import { Menu as Base } from '@base-ui/react/menu';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslations } from 'use-intl';

interface MenuProps {
  /** The button that opens it: an element that takes a ref and props. */
  trigger: ReactElement;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

const ITEM =
  'flex min-h-11 cursor-default select-none items-center gap-3 rounded-lg px-3 text-sm outline-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover [&_svg]:shrink-0';

export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <MenuPopup align={align}>{children}</MenuPopup>
    </Base.Root>
  );
}

function MenuPopup({ align, children }: Required<Pick<MenuProps, 'align' | 'children'>>) {
  const t = useTranslations('common');
  return (
    // A landmark of its own: the popup hangs outside of the page's.
    <Base.Portal role="region" aria-label={t('menu')}>
      <Base.Positioner sideOffset={6} align={align} className="z-60 outline-none">
        <Base.Popup className="min-w-52 max-w-80 rounded-card bg-raised p-1.5 text-ink shadow-lift ring-1 ring-line outline-none transition-[opacity,transform] duration-100 data-[ending-style]:opacity-0 data-[starting-style]:-translate-y-1 data-[starting-style]:opacity-0">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** One menu that many triggers open, each with its own payload: for long lists. */
export const createMenuHandle = Base.createHandle;
export type MenuHandle<Payload> = Base.Handle<Payload>;
export const MenuTrigger = Base.Trigger;

interface SharedMenuProps<Payload> {
  handle: MenuHandle<Payload>;
  children: (payload: Payload) => ReactNode;
}

export function SharedMenu<Payload>({ handle, children }: SharedMenuProps<Payload>) {
  return (
    <Base.Root handle={handle}>
      {({ payload }) => <MenuPopup align="end">{payload === undefined ? null : children(payload)}</MenuPopup>}
    </Base.Root>
  );
}

interface ItemProps {
  icon?: ReactNode;
  tone?: 'plain' | 'danger';
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, tone = 'plain', disabled = false, onClick, children }: ItemProps) {
  return (
    <Base.Item disabled={disabled} onClick={onClick} className={clsx(ITEM, tone === 'danger' && 'text-bad-text')}>
      {icon}
      {children}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-3 my-1.5 h-px bg-line" />;
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onValueChange: (value: Value) => void;
}

/** One choice of several inside a menu, under a small title. */
export function MenuChoice<Value extends string>({ label, value, options, onValueChange }: ChoiceProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="eyebrow px-3 pt-2 pb-1">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next: Value) => onValueChange(next)}>
        {options.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            closeOnClick
            className={clsx(ITEM, 'justify-between')}
          >
            <span className="truncate">{option.label}</span>
            <Base.RadioItemIndicator render={<Check aria-hidden size={16} className="text-accent-text" />} />
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}
