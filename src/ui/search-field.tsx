'use client';
import clsx from 'clsx';
import { Search, X } from 'lucide-react';
import { controlClass } from './field-shell';

interface SearchFieldProps {
  /** Accessible name. */
  label: string;
  placeholder: string;
  clearLabel: string;
  value: string;
  onValue: (value: string) => void;
  className?: string;
}

export function SearchField({ label, placeholder, clearLabel, value, onValue, className }: SearchFieldProps) {
  return (
    <div className={clsx('relative', className)}>
      <Search aria-hidden size={18} className="pointer-events-none absolute top-3.25 left-3 text-ink-faint" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        className={`${controlClass} pl-10 [&::-webkit-search-cancel-button]:hidden`}
      />
      {value && (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => onValue('')}
          className="absolute inset-y-0 right-0 flex size-11 items-center justify-center text-ink-soft hover:text-ink"
        >
          <X aria-hidden size={18} />
        </button>
      )}
    </div>
  );
}
