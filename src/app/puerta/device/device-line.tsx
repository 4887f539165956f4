import { useTranslations } from 'use-intl';
import type { DoorDevice } from './device-props';

/** Which phone this is and what it is for, in one line. */
export function DeviceLine({ device: { name, profile } }: { device: DoorDevice }) {
  const profiles = useTranslations('puerta.profiles');
  return (
    <p data-testid="device-line" className="flex min-w-0 gap-1.5 px-1 text-ink-soft text-sm">
      <span className="min-w-0 truncate font-semibold">{name}</span>
      <span aria-hidden>·</span>
      <span className="shrink-0">{profiles(`${profile}.name`)}</span>
    </p>
  );
}
