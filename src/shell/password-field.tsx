'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '@/ui/icon-button';
import { TextField } from '@/ui/text-field';
import { type Strength, strengthOf } from './password-strength';

interface PasswordFieldProps {
  label?: string;
  value: string;
  error: string | undefined;
  onChange: (password: string) => void;
}

const BARS: Record<Strength, { filled: number; tone: string }> = {
  none: { filled: 0, tone: 'bg-line' },
  short: { filled: 1, tone: 'bg-bad' },
  weak: { filled: 2, tone: 'bg-warn' },
  fair: { filled: 3, tone: 'bg-ok' },
  good: { filled: 4, tone: 'bg-ok' },
};

/** A new password with an estimate of its strength, in words as well as in bars. */
export function PasswordField({ label, value, error, onChange }: PasswordFieldProps) {
  const t = useTranslations('puerta.setup');
  const [shown, setShown] = useState(false);
  const strength = strengthOf(value);
  const { filled, tone } = BARS[strength];
  return (
    <div>
      <TextField
        data-field="password"
        type={shown ? 'text' : 'password'}
        label={label ?? t('password')}
        hint={t('passwordHint')}
        error={error}
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        end={
          <IconButton
            label={shown ? t('hidePassword') : t('showPassword')}
            aria-pressed={shown}
            icon={shown ? <EyeOff aria-hidden size={20} /> : <Eye aria-hidden size={20} />}
            onClick={() => setShown(!shown)}
          />
        }
      />
      <div className="mt-2 flex items-center gap-3">
        <span aria-hidden className="grid grow grid-cols-4 gap-1.5">
          {[1, 2, 3, 4].map((bar) => (
            <span key={bar} className={`h-1.5 rounded-full transition-colors ${bar <= filled ? tone : 'bg-line'}`} />
          ))}
        </span>
        <span role="status" className="text-ink-soft text-sm">
          {strength !== 'none' && t('strengthLabel', { level: t(`strength.${strength}`) })}
        </span>
      </div>
    </div>
  );
}
