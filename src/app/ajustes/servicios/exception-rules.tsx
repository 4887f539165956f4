import { useTranslations } from 'use-intl';
import { MOST } from '@/modules/services/rules';
import { Chips } from '@/ui/chips';
import { RuleField, RuleList, type RulesProps } from './rule-list';
import type { ExceptionFields, ServiceFields } from './service-fields';

const KINDS = ['closed', 'hours'] as const;

interface ExceptionRulesProps extends Omit<RulesProps<ExceptionFields>, 'rules'> {
  /** The service, from which a day with other hours begins. */
  fields: ServiceFields;
}

/** Days on which the service is closed, or has other hours. */
export function ExceptionRules({ fields, ...props }: ExceptionRulesProps) {
  const t = useTranslations('layout.services.form.exceptions');
  const form = useTranslations('layout.services.form');
  const { exceptions, opensAt, lastSeatingAt, closesAt } = fields;
  return (
    <RuleList
      kind="exceptions"
      most={MOST.exceptions}
      fresh={{ day: '', isClosed: true, opensAt, lastSeatingAt, closesAt }}
      rules={exceptions}
      {...props}
    >
      {(rule, edit) => (
        <div className="grid gap-3">
          <RuleField type="date" label={t('day')} value={rule.day} onValue={(day) => edit({ day })} />
          <Chips
            label={t('kind')}
            value={rule.isClosed ? 'closed' : 'hours'}
            chips={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            onValueChange={(kind) => edit({ isClosed: kind === 'closed' })}
          />
          {!rule.isClosed && (
            <div className="grid grid-cols-2 gap-3">
              {(['opensAt', 'lastSeatingAt', 'closesAt'] as const).map((name) => (
                <RuleField
                  key={name}
                  type="time"
                  label={form(name)}
                  value={rule[name]}
                  onValue={(time) => edit({ [name]: time })}
                />
              ))}
            </div>
          )}
        </div>
      )}
    </RuleList>
  );
}
