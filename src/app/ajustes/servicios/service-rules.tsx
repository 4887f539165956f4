import { useTranslations } from 'use-intl';
import { RuleField, RuleList, type RulesProps } from './rule-list';
import {
  NEW_PACING,
  NEW_PARTY,
  NEW_TURN,
  type PacingFields,
  type PartyFields,
  type TurnFields,
} from './service-fields';

const GRID = 'grid grid-cols-2 gap-3';

/** How long parties of a size stay. */
export function TurnRules(props: RulesProps<TurnFields>) {
  const t = useTranslations('layout.services.form.turns');
  return (
    <RuleList kind="turns" fresh={NEW_TURN} {...props}>
      {(rule, edit) => (
        <div className={GRID}>
          <RuleField label={t('minParty')} value={rule.minParty} onValue={(minParty) => edit({ minParty })} />
          <RuleField label={t('maxParty')} value={rule.maxParty} onValue={(maxParty) => edit({ maxParty })} />
          <RuleField label={t('minutes')} value={rule.minutes} onValue={(minutes) => edit({ minutes })} />
          <RuleField
            label={t('bufferMinutes')}
            value={rule.bufferMinutes}
            onValue={(bufferMinutes) => edit({ bufferMinutes })}
          />
        </div>
      )}
    </RuleList>
  );
}

interface PartProps {
  from: string;
  until: string;
  onPart: (part: { from?: string; until?: string }) => void;
}

/** The part of the service in which a rule holds. */
function PartFields({ from, until, onPart }: PartProps) {
  const t = useTranslations('layout.services.form');
  return (
    <>
      <RuleField type="time" label={t('from')} value={from} onValue={(time) => onPart({ from: time })} />
      <RuleField type="time" label={t('until')} value={until} onValue={(time) => onPart({ until: time })} />
    </>
  );
}

const LIMITS = ['startCovers', 'startParties', 'presentCovers', 'presentParties', 'onlineCovers'] as const;

/** How much starts within a step, and how much is present at once, at most. */
export function PacingRules(props: RulesProps<PacingFields>) {
  const t = useTranslations('layout.services.form.pacing');
  return (
    <RuleList kind="pacing" fresh={NEW_PACING} {...props}>
      {(rule, edit) => (
        <div className={GRID}>
          {LIMITS.map((limit) => (
            <RuleField key={limit} label={t(limit)} value={rule[limit]} onValue={(value) => edit({ [limit]: value })} />
          ))}
          <span />
          <PartFields {...rule} onPart={edit} />
        </div>
      )}
    </RuleList>
  );
}

/** Which parties do not get large tables. */
export function PartyRules(props: RulesProps<PartyFields>) {
  const t = useTranslations('layout.services.form.parties');
  return (
    <RuleList kind="parties" fresh={NEW_PARTY} {...props}>
      {(rule, edit) => (
        <div className={GRID}>
          <RuleField label={t('maxParty')} value={rule.maxParty} onValue={(maxParty) => edit({ maxParty })} />
          <RuleField label={t('seats')} value={rule.seats} onValue={(seats) => edit({ seats })} />
          <PartFields {...rule} onPart={edit} />
        </div>
      )}
    </RuleList>
  );
}
