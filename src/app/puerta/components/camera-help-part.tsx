import { CameraOff, Lock, RotateCw, ShieldAlert, Video } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { CameraProblem } from '../scanner/camera-problem';
import { DoorButton } from './door-button';

const ICONS = {
  insecure: Lock,
  denied: ShieldAlert,
  busy: Video,
  unsupported: CameraOff,
  missing: CameraOff,
  failed: CameraOff,
};

export interface CameraHelpProps {
  problem: CameraProblem;
  onRetry: () => void;
}

/** Why there is no camera picture and what to do about it. Meanwhile the door works by name and code. */
export function CameraHelpPart({ problem, onRetry }: CameraHelpProps) {
  const t = useTranslations('puerta.camera');
  const Icon = ICONS[problem];
  return (
    <div
      role="alert"
      className="absolute inset-0 flex flex-col items-center justify-center gap-4 overflow-y-auto bg-raised px-6 pt-6 pb-20 text-center"
    >
      <span className="grid size-20 shrink-0 place-items-center rounded-full bg-hover text-accent">
        <Icon aria-hidden size={40} />
      </span>
      <h2 className="display max-w-80 text-balance text-2xl text-ink">{t(`problem.${problem}.title`)}</h2>
      <p className="max-w-96 text-pretty text-ink-soft text-base">{t(`problem.${problem}.body`)}</p>
      {problem !== 'insecure' && problem !== 'unsupported' && (
        <DoorButton
          onClick={onRetry}
          icon={<RotateCw aria-hidden size={22} />}
          className="bg-accent text-canvas ring-0 active:opacity-80"
        >
          {t('retry')}
        </DoorButton>
      )}
    </div>
  );
}
