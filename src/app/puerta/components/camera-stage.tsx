import {
  Camera as CameraIcon,
  Flashlight,
  FlashlightOff,
  RotateCw,
  SwitchCamera,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Feedback } from '../feedback/use-feedback';
import type { Camera } from '../scanner/use-camera';
import { CameraHelp } from './camera-help';
import { DoorButton } from './door-button';

interface CameraStageProps {
  camera: Camera;
  feedback: Feedback;
  decoderFailed: boolean;
  onReadAgain: () => void;
}

/** The camera picture, with the frame to aim at and the camera's controls. */
export function CameraStage({ camera, feedback, decoderFailed, onReadAgain }: CameraStageProps) {
  const t = useTranslations('puerta.camera');
  const { state, torch, switchCamera } = camera;
  const shown = state === 'live';
  return (
    <section
      aria-label={t('view')}
      data-testid="camera"
      data-state={state}
      className="relative isolate min-h-0 grow overflow-hidden rounded-sheet bg-night"
    >
      <video
        ref={camera.video}
        muted
        playsInline
        aria-hidden
        className="absolute inset-0 size-full object-cover transition-opacity duration-300 data-[off=true]:opacity-0"
        data-off={!shown}
      />
      {shown && <Reticle text={decoderFailed ? t('loaderFailed') : t('aim')} />}
      {state === 'starting' && (
        <div className="absolute inset-0 grid place-items-center">
          <p className="flex flex-col items-center gap-4 text-lg text-paper/90">
            <CameraIcon aria-hidden size={44} className="animate-shimmer" />
            {t('starting')}
          </p>
        </div>
      )}
      {state !== 'live' && state !== 'starting' && <CameraHelp problem={state} onRetry={camera.retry} />}
      <div className="absolute inset-x-3 bottom-3 flex justify-between gap-3">
        <div className="flex gap-2">
          {torch && (
            <DoorButton
              look="bare"
              aria-label={torch.on ? t('torchOff') : t('torchOn')}
              aria-pressed={torch.on}
              onClick={torch.toggle}
              icon={torch.on ? <FlashlightOff aria-hidden size={26} /> : <Flashlight aria-hidden size={26} />}
            />
          )}
          {switchCamera && (
            <DoorButton
              look="bare"
              aria-label={t('switch')}
              onClick={switchCamera}
              icon={<SwitchCamera aria-hidden size={26} />}
            />
          )}
        </div>
        <div className="flex gap-2">
          {shown && (
            <DoorButton look="bare" onClick={onReadAgain} icon={<RotateCw aria-hidden size={22} />}>
              {t('again')}
            </DoorButton>
          )}
          <DoorButton
            look="bare"
            aria-label={feedback.muted ? t('unmute') : t('mute')}
            aria-pressed={feedback.muted}
            onClick={feedback.toggleMuted}
            icon={feedback.muted ? <VolumeX aria-hidden size={26} /> : <Volume2 aria-hidden size={26} />}
          />
        </div>
      </div>
    </section>
  );
}

const CORNERS = [
  'left-0 top-0 border-l-4 border-t-4 rounded-tl-card',
  'right-0 top-0 border-r-4 border-t-4 rounded-tr-card',
  'left-0 bottom-0 border-l-4 border-b-4 rounded-bl-card',
  'right-0 bottom-0 border-r-4 border-b-4 rounded-br-card',
];

function Reticle({ text }: { text: string }) {
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-4 pb-16">
      <div className="relative aspect-square w-[min(66%,18rem,46dvh)] rounded-card shadow-[0_0_0_200vmax_oklch(0_0_0/0.42)]">
        {CORNERS.map((corner) => (
          <span key={corner} className={`absolute size-12 border-paper ${corner}`} />
        ))}
        <span className="door-sweep absolute inset-x-4 h-0.5 rounded-full bg-accent" />
      </div>
      <p className="relative rounded-full bg-night/70 px-4 py-1.5 font-medium text-base text-paper">{text}</p>
    </div>
  );
}
