'use client';
import { useTranslations } from 'use-intl';
import type { AlertRow } from '@/modules/monitor/answers';
import { OUTAGE_CAUSES } from '@/modules/monitor/rules';
import { Nothing, SideCard } from './side-card';
import { useDeviceText } from './use-device-text';

interface AlertListProps {
  alerts: readonly AlertRow[];
  now: string;
  onOpen: (connectionId: string) => void;
}

/** The problems of the last hour, the newest first. */
export function AlertList({ alerts, now, onOpen }: AlertListProps) {
  const t = useTranslations('monitor.alerts');
  const text = useDeviceText();
  return (
    <SideCard title={t('title')}>
      {alerts.length === 0 ? (
        <Nothing text={t('empty')} />
      ) : (
        <ul data-testid="alert-list">
          {alerts.map((alert) => {
            const { key, kind, connectionId, userName, device, at } = alert;
            const who = `${text.person(userName)} · ${text.device(device)}`;
            return (
              <li
                key={`${kind} ${key}`}
                data-kind={kind}
                className="relative flex gap-3 border-line border-b px-5 py-3.5 last:border-0"
              >
                <span
                  aria-hidden
                  className={`mt-1.5 size-2.5 shrink-0 rounded-full ${kind === 'differs' ? 'bg-bad' : 'bg-warn'}`}
                />
                <div className="min-w-0 grow text-sm">
                  <p className="text-pretty font-semibold">
                    <AlertText alert={alert} />
                  </p>
                  <AlertCauses alert={alert} />
                  <p className="mt-0.5 text-ink-faint">
                    {connectionId === null ? (
                      who
                    ) : (
                      <button
                        type="button"
                        onClick={() => onOpen(connectionId)}
                        className="text-left underline-offset-2 after:absolute after:inset-0 hover:underline"
                      >
                        {who}
                      </button>
                    )}
                    {' · '}
                    <time dateTime={at}>{text.ago(at, now)}</time>
                  </p>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </SideCard>
  );
}

function AlertText({ alert: { kind, amount, downMs } }: { alert: AlertRow }) {
  const t = useTranslations('monitor.alerts');
  const text = useDeviceText();
  if (kind === 'differs') return t('differs', { count: amount });
  if (kind === 'not-reading') return t('notReading', { bytes: text.bytes(amount) });
  return t(kind, { time: text.span(downMs) });
}

function AlertCauses({ alert: { attempts, causes } }: { alert: AlertRow }) {
  const t = useTranslations('monitor.alerts');
  if (attempts === 0) return null;
  const told = OUTAGE_CAUSES.filter((cause) => causes[cause]).map((cause) => t(`causes.${cause}`));
  return <p className="text-ink-soft">{[t('attempts', { count: attempts }), ...told].join(' · ')}</p>;
}
