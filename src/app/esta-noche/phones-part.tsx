import clsx from 'clsx';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { stateOf } from '@/modules/devices/rules';
import type { Device } from '@/modules/devices/wire';
import type { Gate } from '@/modules/gates/wire';
import { useNow } from '@/ui/use-now';
import { DeviceFacts } from '../dispositivos/device-facts';
import { Nothing, Part } from './part';
import type { Night } from './use-night';

interface PhonesPartProps {
  phones: Night['phones'];
  gates: readonly Gate[];
  timeZone: string;
  /** Slug of the venue. */
  venue: string;
  /** Of the application that made the page. */
  version: string;
}

/** How each phone of the door is. One that is silent with a queue comes first: nobody else knows what it has counted. */
export function PhonesPart({ phones, gates, timeZone, venue, version }: PhonesPartProps) {
  const t = useTranslations('tonight.phones');
  const devices = useTranslations('devices');
  const now = useNow(15_000);
  const isLost = (device: Device) => now !== null && stateOf(device, now) === 'away' && (device.queued ?? 0) > 0;
  return (
    <Part
      read={phones}
      title={t('title')}
      failed={devices('failed')}
      testId="tonight-phones"
      aside={
        <Link
          href={`/dispositivos?local=${encodeURIComponent(venue)}`}
          className="inline-flex min-h-11 items-center font-semibold text-accent-text text-sm underline-offset-4 hover:underline"
        >
          {t('manage')}
        </Link>
      }
    >
      {({ rows }) =>
        rows.length === 0 ? (
          <Nothing>{t('none')}</Nothing>
        ) : (
          <ul className="divide-y divide-line border-line border-t">
            {[...rows.filter(isLost), ...rows.filter((row) => !isLost(row))].map((row) => (
              <li
                key={row.id}
                data-testid="tonight-phone"
                data-lost={isLost(row)}
                className={clsx('px-4 py-3 sm:px-5', isLost(row) && 'border-l-4 border-l-warn')}
              >
                {isLost(row) && (
                  <p className="mb-1 flex items-start gap-1.5 text-pretty font-semibold text-sm text-warn-text">
                    <TriangleAlert aria-hidden size={18} className="shrink-0" />
                    {t('silent')}
                  </p>
                )}
                <DeviceFacts device={row} gates={gates} timeZone={timeZone} now={now} />
                {row.appVersion !== null && row.appVersion !== version && (
                  <p className="mt-1 text-pretty text-sm text-warn-text">
                    {t('old', { version: isolate(row.appVersion), current: isolate(version) })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Part>
  );
}
