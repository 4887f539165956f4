'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SecondFactorBegun, SecondFactorState } from '@/modules/accounts/answers';
import { ownAccountApi } from '@/modules/accounts/client/own-account-api';
import { ListFailed, ListLoading } from '@/shell/list-states';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';
import { FactorCodes } from './factor-codes';
import { FactorPassword } from './factor-password';
import { FactorSetup } from './factor-setup';
import { Part } from './part';

const KEY = ['second-factor'];

type Step =
  | { kind: 'idle' }
  | { kind: 'password'; lead: 'onLead' | 'offLead' | 'renewLead' }
  | { kind: 'setup'; begun: SecondFactorBegun }
  | { kind: 'codes'; codes: readonly string[] };

const IDLE: Step = { kind: 'idle' };

/** The second factor of the account: on, off, and its recovery codes, one step after the other. */
export function FactorSection({ email }: { email: string }) {
  const t = useTranslations('account.factor');
  const router = useRouter();
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>(IDLE);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ownAccountApi.secondFactor(signal),
  });

  /** The page says which venues wait for it. */
  const show = (state: SecondFactorState) => {
    queries.setQueryData(KEY, state);
    router.refresh();
  };

  async function proceed(lead: 'onLead' | 'offLead' | 'renewLead', password: string) {
    if (lead === 'onLead') return setStep({ kind: 'setup', begun: await ownAccountApi.begin(password) });
    if (lead === 'renewLead') {
      const { codes } = await ownAccountApi.renewCodes(password);
      show({ on: true, codes: codes.length });
      return setStep({ kind: 'codes', codes });
    }
    show(await ownAccountApi.switchOff(password));
    setStep(IDLE);
    toast.success(t('turnedOff'));
  }

  const badge = data && <Badge tone={data.on ? 'ok' : 'neutral'}>{t(data.on ? 'on' : 'off')}</Badge>;
  return (
    <Part id="segundo-factor" title={t('title')} aside={badge}>
      {step.kind === 'password' && (
        <FactorPassword
          email={email}
          lead={t(step.lead)}
          onSubmit={(password) => proceed(step.lead, password)}
          onCancel={() => setStep(IDLE)}
        />
      )}
      {step.kind === 'setup' && (
        <FactorSetup
          begun={step.begun}
          onOn={(state) => {
            show(state);
            toast.success(t('turnedOn'));
            setStep({ kind: 'codes', codes: step.begun.codes });
          }}
          onCancel={() => setStep(IDLE)}
        />
      )}
      {step.kind === 'codes' && <FactorCodes codes={step.codes} onKept={() => setStep(IDLE)} />}
      {step.kind === 'idle' && !data && !error && <ListLoading />}
      {step.kind === 'idle' && !data && error && (
        <ListFailed title={t('failed')} error={error} busy={isFetching} onRetry={() => void refetch()} />
      )}
      {step.kind === 'idle' && data && (
        <div className="grid gap-4">
          <p className="text-pretty text-ink-soft">{t(data.on ? 'onBody' : 'offBody')}</p>
          {data.on && <p className="text-pretty text-ink-soft text-sm">{t('codesLeft', { count: data.codes })}</p>}
          <div className="flex flex-wrap gap-3">
            {data.on ? (
              <>
                <Button onClick={() => setStep({ kind: 'password', lead: 'renewLead' })}>{t('renew')}</Button>
                <Button onClick={() => setStep({ kind: 'password', lead: 'offLead' })}>{t('switchOff')}</Button>
              </>
            ) : (
              <Button variant="primary" onClick={() => setStep({ kind: 'password', lead: 'onLead' })}>
                {t('switchOn')}
              </Button>
            )}
          </div>
        </div>
      )}
    </Part>
  );
}
