'use client';
import clsx from 'clsx';
import { Search, X } from 'lucide-react';
import { type KeyboardEventHandler, type RefObject, useRef } from 'react';
import { controlClass } from './field-shell';
import { useTypedEarly } from './use-typed-early';

interface SearchFieldProps {
  /** Accessible name. */
  label: string;
  placeholder: string;
  clearLabel: string;
  value: string;
  onValue: (value: string) => void;
  /** A key that focuses the field from elsewhere, as `aria-keyshortcuts` names it. */
  shortcut?: string;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
  input?: RefObject<HTMLInputElement | null>;
  className?: string;
}

export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, clearLabel, value, onValue, shortcut, onKeyDown, className } = props;
  const own = useRef<HTMLInputElement>(null);
  const input = props.input ?? own;
  useTypedEarly(input, value, (field) => onValue(field.value));
  return (
    <div className={clsx('relative', className)}>
      <Search aria-hidden size={18} className="pointer-events-none absolute top-3.25 left-3 text-ink-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={onKeyDown}
        aria-keyshortcuts={shortcut}
        className={`${controlClass} pl-10 [&::-webkit-search-cancel-button]:hidden`}
      />
      {value && (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => {
            onValue('');
            // This button goes, and the focus with it.
            input.current?.focus();
          }}
          className="absolute inset-y-0 right-0 flex size-11 items-center justify-center text-ink-soft hover:text-ink"
        >
          <X aria-hidden size={18} />
        </button>
      )}
    </div>
  );
}
