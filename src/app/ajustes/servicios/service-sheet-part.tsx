'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { serviceWrites } from '@/modules/floor/client/floor-writes';
import { MODES } from '@/modules/services/rules';
import type { Service } from '@/modules/services/wire';
import { Button } from '@/ui/button';
import { Chips } from '@/ui/chips';
import { GroupShell } from '@/ui/field-shell';
import { TextField } from '@/ui/text-field';
import { changesOf } from '../changes-of';
import { ActiveField } from '../plan-settings/active-field';
import type { PlanView } from '../plan-settings/plan-screen';
import { PlanSheet } from '../plan-settings/plan-sheet';
import { usePlanWrite } from '../plan-settings/use-plan-write';
import { ExceptionRules } from './exception-rules';
import { type FieldName, fieldsOf, NEW_SERVICE, problemsOf, type ServiceFields, wireOf } from './service-fields';
import { PacingRules, PartyRules, TurnRules } from './service-rules';
import { useServiceText } from './use-service-text';

export interface ServiceSheetProps extends PlanView {
  /** Null for a new one. */
  service: Service | null;
  onClose: () => void;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** A service with all of its rules; those that most venues do not need are folded away. */
export function ServiceSheetPart({ businessId, venue, readAgain, service, onClose }: ServiceSheetProps) {
  const t = useTranslations('layout.services.form');
  const form = useTranslations('layout.form');
  const text = useServiceText();
  const write = usePlanWrite(venue.timeZone, readAgain);
  const [edits, setEdits] = useState<Partial<ServiceFields>>({});
  const [isTried, setTried] = useState(false);
  const fields: ServiceFields = { ...(service ? fieldsOf(service) : NEW_SERVICE), ...edits };
  const problems = problemsOf(fields);
  const edit = (changes: Partial<ServiceFields>) => setEdits((before) => ({ ...before, ...changes }));
  const isWrong = (name: FieldName) => isTried && problems.includes(name);
  const errorOf = (name: 'name' | 'weekdays' | 'lastDay' | 'time' | 'number', of: FieldName) =>
    isWrong(of) ? t(`errors.${name}`) : undefined;

  async function send() {
    setTried(true);
    if (problems.length > 0) return;
    const wire = wireOf(fields);
    const isMade = await write.write((decision) =>
      service
        ? serviceWrites.update(businessId, service, changesOf(wire, wireOf(fieldsOf(service))), decision)
        : serviceWrites.create(businessId, wire),
    );
    if (isMade) onClose();
  }

  async function remove(removed: Service) {
    const isMade = await write.remove({
      title: t('removeTitle', { service: isolate(removed.name) }),
      lead: t('removeLead'),
      confirmLabel: form('remove'),
      ask: (decision) => serviceWrites.remove(businessId, removed, decision),
    });
    if (isMade) onClose();
  }

  const time = (name: 'opensAt' | 'lastSeatingAt' | 'closesAt') => (
    <TextField
      label={t(name)}
      type="time"
      value={fields[name]}
      error={errorOf('time', name)}
      onChange={(event) => edit({ [name]: event.target.value })}
    />
  );
  const day = (name: 'firstDay' | 'lastDay') => (
    <TextField
      label={t(name)}
      aside={t('optional')}
      type="date"
      value={fields[name]}
      error={errorOf('lastDay', name)}
      onChange={(event) => edit({ [name]: event.target.value })}
    />
  );
  const number = (name: 'stepMinutes' | 'turnMinutes' | 'bufferMinutes' | 'noticeMinutes' | 'horizonDays') => (
    <TextField
      label={t(name)}
      hint={t(`hints.${name}`)}
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      value={fields[name]}
      error={errorOf('number', name)}
      onChange={(event) => edit({ [name]: event.target.value })}
    />
  );
  const toggle = (weekday: number) =>
    edit({
      weekdays: fields.weekdays.includes(weekday)
        ? fields.weekdays.filter((each) => each !== weekday)
        : [...fields.weekdays, weekday],
    });
  const isDescribed = !problems.some((name) => /At$|weekdays|Day$/.test(name));

  return (
    <PlanSheet
      title={t(service ? 'editTitle' : 'addTitle')}
      placement="side"
      write={write}
      onSubmit={() => void send()}
      onRemove={service ? () => void remove(service) : undefined}
      onClose={onClose}
    >
      <TextField
        label={form('name')}
        hint={t('nameHint')}
        error={errorOf('name', 'name')}
        value={fields.name}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => edit({ name: event.target.value })}
      />
      <GroupShell label={t('weekdays')} error={errorOf('weekdays', 'weekdays')}>
        <div className="flex flex-wrap gap-2">
          {WEEKDAYS.map((weekday) => (
            <Button
              key={weekday}
              aria-pressed={fields.weekdays.includes(weekday)}
              aria-label={text.weekdayOf(weekday, 'long')}
              onClick={() => toggle(weekday)}
            >
              {text.weekdayOf(weekday)}
            </Button>
          ))}
        </div>
      </GroupShell>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {time('opensAt')}
        {time('lastSeatingAt')}
        {time('closesAt')}
      </div>
      {isDescribed && (
        <p role="status" data-testid="described" className="rounded-control bg-sunken px-3 py-2.5 text-sm">
          {text.describe(wireOf(fields))}
        </p>
      )}
      <Chips
        label={t('mode')}
        value={fields.mode}
        chips={MODES.map((value) => ({ value, label: t(`modes.${value}`) }))}
        onValueChange={(mode) => edit({ mode })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {number('turnMinutes')}
        {number('stepMinutes')}
      </div>
      <TurnRules rules={fields.turns} isWrong={isWrong('turns')} onRules={(turns) => edit({ turns })} />
      <PacingRules rules={fields.pacing} isWrong={isWrong('pacing')} onRules={(pacing) => edit({ pacing })} />
      <PartyRules rules={fields.parties} isWrong={isWrong('parties')} onRules={(parties) => edit({ parties })} />
      <ExceptionRules fields={fields} isWrong={isWrong('exceptions')} onRules={(exceptions) => edit({ exceptions })} />
      <GroupShell label={t('limits')}>
        <div className="grid gap-4 sm:grid-cols-2">
          {number('noticeMinutes')}
          {number('horizonDays')}
          {number('bufferMinutes')}
          <span className="max-sm:hidden" />
          {day('firstDay')}
          {day('lastDay')}
        </div>
      </GroupShell>
      <ActiveField active={fields.active} onActive={(active) => edit({ active })} />
      {isTried && problems.length > 0 && (
        <p role="alert" className="text-bad-text text-sm">
          {t('errors.some')}
        </p>
      )}
    </PlanSheet>
  );
}
