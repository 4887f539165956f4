import { ChevronDown, CircleAlert, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { MOST } from '@/modules/services/rules';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { TextField } from '@/ui/text-field';

export interface RulesProps<Rule> {
  rules: readonly Rule[];
  /** They were sent although one of them cannot be. */
  isWrong: boolean;
  onRules: (rules: readonly Rule[]) => void;
}

interface RuleListProps<Rule> extends RulesProps<Rule> {
  kind: 'turns' | 'pacing' | 'parties' | 'exceptions';
  /** As it is added. */
  fresh: Rule;
  most?: number;
  children: (rule: Rule, edit: (changes: Partial<Rule>) => void) => ReactNode;
}

/** Rules of one kind, folded away while there are none. */
export function RuleList<Rule extends object>({
  kind,
  rules,
  isWrong,
  onRules,
  fresh,
  children,
  ...list
}: RuleListProps<Rule>) {
  const t = useTranslations('layout.services.form');
  const [isOpened, setOpened] = useState(rules.length > 0);
  const isOpen = isOpened || isWrong;
  const title = t(`${kind}.title`);
  const numbered = rules.map((rule, at) => ({ rule, at }));
  return (
    <section className="rounded-control ring-1 ring-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpened(!isOpen)}
        className="flex min-h-11 w-full items-center justify-between gap-3 rounded-control px-3 py-2 text-left hover:bg-hover"
      >
        <span>
          <span className="block font-medium text-sm">{title}</span>
          <span className="block text-ink-faint text-sm">
            {rules.length > 0 ? t('ruleCount', { count: rules.length }) : t(`${kind}.none`)}
          </span>
        </span>
        <ChevronDown aria-hidden size={18} className={isOpen ? 'shrink-0 [transform:rotate(180deg)]' : 'shrink-0'} />
      </button>
      {isOpen && (
        <div className="grid gap-3 px-3 pb-3">
          <p className="text-ink-soft text-sm">{t(`${kind}.lead`)}</p>
          {numbered.map(({ rule, at }) => (
            <fieldset key={at} className="min-w-0 rounded-control bg-sunken p-3">
              <legend className="sr-only">{t('rule', { number: at + 1 })}</legend>
              <div className="flex items-start gap-2">
                <div className="min-w-0 grow">
                  {children(rule, (changes) =>
                    onRules(rules.map((each, i) => (i === at ? { ...each, ...changes } : each))),
                  )}
                </div>
                <IconButton
                  label={t('removeRule', { number: at + 1 })}
                  icon={<Trash2 aria-hidden size={18} />}
                  onClick={() => onRules(rules.filter((_, i) => i !== at))}
                />
              </div>
            </fieldset>
          ))}
          {isWrong && (
            <p role="alert" className="flex items-start gap-1.5 text-bad-text text-sm">
              <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
              {t(`${kind}.wrong`)}
            </p>
          )}
          {rules.length < (list.most ?? MOST.rules) && (
            <div>
              <Button size="sm" icon={<Plus aria-hidden size={16} />} onClick={() => onRules([...rules, fresh])}>
                {t(`${kind}.add`)}
              </Button>
            </div>
          )}
        </div>
      )}
    </section>
  );
}

interface NumberFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  type?: 'time' | 'date';
}

/** One value of a rule: a number, or a time. */
export function RuleField({ label, value, onValue, type }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      {...(type ? { type } : { inputMode: 'numeric' as const, maxLength: 6 })}
      autoComplete="off"
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
