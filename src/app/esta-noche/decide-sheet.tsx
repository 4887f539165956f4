import { CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { type Incident, RESOLUTIONS } from '@/modules/custody/wire';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { TextField } from '@/ui/text-field';
import { useDecision } from './use-decision';
import { isReadable, useIncidentText } from './use-incident-text';

type Resolution = (typeof RESOLUTIONS)[number];

interface DecideSheetProps {
  /** As it stands now. */
  incident: Incident;
  party: string | null;
  businessId: string;
  onClose: () => void;
}

/** Asks what happened and why one says so. It waits for the server: until then, nothing is decided. */
export function DecideSheet({ incident, party, businessId, onClose }: DecideSheetProps) {
  const t = useTranslations('tonight.incidents');
  const common = useTranslations('common');
  const { what, effect } = useIncidentText();
  const formId = useId();
  const [resolution, setResolution] = useState<Resolution | null>(null);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { busy, failure, conflict, decide } = useDecision(businessId, onClose);
  const isMissing = reason.trim() === '';
  const other = conflict ?? (incident.state !== 'OPEN' && !busy ? incident : null);

  const send = () => {
    setTried(true);
    if (resolution !== null && !isMissing) void decide(incident.id, resolution, reason.trim());
  };
  return (
    <Sheet
      open
      onOpenChange={(opened) => !opened && onClose()}
      title={t('sheetTitle')}
      description={what(incident, party)}
      footer={
        other ? (
          <Button onClick={onClose} block>
            {common('close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="submit" form={formId} variant="primary" busy={busy} className="max-sm:grow">
              {t('submit')}
            </Button>
          </>
        )
      }
    >
      {failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {failure}
        </Banner>
      )}
      {other ? (
        <Decided incident={other} />
      ) : (
        <Form id={formId} onSubmit={send} className="grid gap-5">
          <fieldset
            className="grid gap-2"
            aria-describedby={isTried && resolution === null ? `${formId}-missing` : undefined}
          >
            <legend className="mb-1.5 font-medium text-ink text-sm">{t('choice')}</legend>
            {RESOLUTIONS.filter((each) => each !== 'ACCEPTED' || isReadable(incident)).map((each) => (
              <label key={each} className="relative grid">
                <input
                  type="radio"
                  name={formId}
                  checked={resolution === each}
                  onChange={() => setResolution(each)}
                  className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-control outline-none"
                />
                <span className="pointer-events-none grid gap-0.5 rounded-control border border-line-strong/70 bg-surface px-3 py-2.5 peer-checked:border-accent peer-checked:bg-accent-soft peer-checked:text-accent-text peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-1 forced-colors:peer-checked:bg-[Highlight] forced-colors:peer-checked:text-[HighlightText] forced-colors:peer-checked:[forced-color-adjust:none]">
                  <span className="font-semibold text-sm">{t(`choices.${each}`)}</span>
                  <span className="text-pretty text-sm">{effect(incident, each)}</span>
                </span>
              </label>
            ))}
            {isTried && resolution === null && (
              <p id={`${formId}-missing`} role="alert" className="font-medium text-bad-text text-sm">
                {t('choiceMissing')}
              </p>
            )}
          </fieldset>
          <TextField
            label={t('reason')}
            hint={t('reasonHint')}
            error={isTried && isMissing ? t('reasonMissing') : undefined}
            value={reason}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </Form>
      )}
    </Sheet>
  );
}

/** What somebody else has decided meanwhile. */
function Decided({ incident }: { incident: Incident }) {
  const t = useTranslations('tonight.incidents');
  const { stateName } = useIncidentText();
  const { resolvedBy, reason } = incident;
  const state = stateName(incident);
  return (
    <Banner role="alert" tone="warn" icon={<CircleAlert size={18} />}>
      <p data-testid="tonight-conflict">
        {resolvedBy === null ? t('conflictSomebody', { state }) : t('conflict', { name: isolate(resolvedBy), state })}
      </p>
      {reason !== null && <p className="break-words">{t('conflictReason', { reason: isolate(reason) })}</p>}
    </Banner>
  );
}
