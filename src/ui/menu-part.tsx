'use client';
import { Menu as Base } from '@base-ui/react/menu';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import { type ComponentProps, type ReactElement, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';

export interface MenuProps {
  /** The button that opens it: an element that takes a ref and props. */
  trigger: ReactElement<ComponentProps<'button'>>;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

const ITEM =
  'flex min-h-11 cursor-default select-none items-center gap-3 rounded-lg px-3 text-sm outline-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover [&_svg]:shrink-0';

/** What happened to the button that replaced a trigger. */
interface Early {
  pressed: boolean;
  hadFocus: RefObject<boolean>;
}

function useFocusOf({ pressed, hadFocus }: Early) {
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hadFocus.current && !pressed) trigger.current?.focus();
    hadFocus.current = false;
  }, [hadFocus, pressed]);
  return trigger;
}

export function MenuPart({ trigger, align = 'end', children, early }: MenuProps & { early: Early }) {
  return (
    <Base.Root defaultOpen={early.pressed}>
      <Base.Trigger ref={useFocusOf(early)} render={trigger} />
      <MenuPopup align={align}>{children}</MenuPopup>
    </Base.Root>
  );
}

function MenuPopup({ align, children }: Required<Pick<MenuProps, 'align' | 'children'>>) {
  const t = useTranslations('common');
  return (
    // A separate landmark, because the popup is outside the page's landmarks.
    <Base.Portal role="region" aria-label={t('menu')}>
      <Base.Positioner sideOffset={6} align={align} className="z-60 outline-none">
        <Base.Popup
          // What scrolls is reached by the keyboard.
          tabIndex={0}
          className="max-h-(--available-height) min-w-52 max-w-80 overflow-y-auto rounded-card bg-raised p-1.5 text-ink shadow-lift ring-1 ring-line outline-none transition-[opacity,transform] duration-100 data-[ending-style]:opacity-0 data-[starting-style]:-translate-y-1 data-[starting-style]:opacity-0"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

export const createHandle = Base.createHandle;
export type Handle<Payload> = Base.Handle<Payload>;

interface SharedTriggerProps<Payload> extends Omit<ComponentProps<'button'>, 'ref' | 'style'> {
  handle: Handle<Payload>;
  payload: Payload;
  id: string;
  early: Early;
}

export function SharedTrigger<Payload>({ early, ...props }: SharedTriggerProps<Payload>) {
  const { handle, id } = props;
  const { pressed } = early;
  useEffect(() => {
    if (pressed) handle.open(id);
  }, [pressed, handle, id]);
  return <Base.Trigger ref={useFocusOf(early)} {...props} />;
}

export interface SharedMenuProps<Of, Payload> {
  handle: Of;
  children: (payload: Payload) => ReactNode;
}

export function SharedMenuPart<Payload>({ handle, children }: SharedMenuProps<Handle<Payload>, Payload>) {
  return (
    <Base.Root handle={handle}>
      {({ payload }) => <MenuPopup align="end">{payload === undefined ? null : children(payload)}</MenuPopup>}
    </Base.Root>
  );
}

export interface ItemProps {
  icon?: ReactNode;
  tone?: 'plain' | 'danger';
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

export function ItemPart({ icon, tone = 'plain', disabled = false, onClick, children }: ItemProps) {
  return (
    <Base.Item disabled={disabled} onClick={onClick} className={clsx(ITEM, tone === 'danger' && 'text-bad-text')}>
      {icon}
      {children}
    </Base.Item>
  );
}

export function SeparatorPart() {
  return <Base.Separator className="mx-3 my-1.5 h-px bg-line" />;
}

export interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onValueChange: (value: Value) => void;
}

export function ChoicePart<Value extends string>({ label, value, options, onValueChange }: ChoiceProps<Value>) {
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
