import type { ReactNode } from 'react';
import type { Feedback } from '../feedback/use-feedback';
import { useCamera } from '../scanner/use-camera';
import { useQrScanner } from '../scanner/use-qr-scanner';
import { CameraStage } from './camera-stage';

export interface CameraRoomProps {
  feedback: Feedback;
  onCode: (text: string) => void;
  /** Over the picture. */
  children: ReactNode;
}

/** The camera of a door that scans: it runs as long as this is shown. */
export function CameraRoomPart({ feedback, onCode, children }: CameraRoomProps) {
  const camera = useCamera();
  const scanner = useQrScanner(camera.element, camera.state === 'live', onCode);
  return (
    <div className="relative flex min-h-0 flex-col [grid-area:camera]">
      <CameraStage camera={camera} feedback={feedback} decoderFailed={scanner.failed} onReadAgain={scanner.readAgain} />
      {children}
    </div>
  );
}
