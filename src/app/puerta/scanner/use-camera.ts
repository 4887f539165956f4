import { useCallback, useEffect, useRef, useState } from 'react';
import { type CameraProblem, cameraProblemOf, missingCameraSupport } from './camera-problem';
import { closeCamera, hasTorch, listCameras, openCamera, setTorch } from './open-camera';

export type CameraState = 'starting' | 'live' | CameraProblem;

export interface Camera {
  readonly state: CameraState;
  readonly video: (element: HTMLVideoElement | null) => void;
  readonly element: HTMLVideoElement | null;
  readonly retry: () => void;
  /** Null when the camera has no light. */
  readonly torch: { readonly on: boolean; readonly toggle: () => void } | null;
  /** Null when there is only one camera. */
  readonly switchCamera: (() => void) | null;
}

/**
 * Keeps a camera open while the page is visible: it is stopped when the page is hidden, and opened again when the page
 * is shown, when the system ends the track, or on `retry`. No scan can stop it.
 */
export function useCamera(): Camera {
  const [element, setElement] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<CameraState>('starting');
  const [attempt, setAttempt] = useState(0);
  const [cameras, setCameras] = useState<readonly string[]>([]);
  const [deviceId, setDeviceId] = useState<string | null>(null);
  const [torch, setTorchState] = useState<{ supported: boolean; on: boolean }>({ supported: false, on: false });
  const stream = useRef<MediaStream | null>(null);
  const visible = useVisible();
  const retry = useCallback(() => setAttempt((count) => count + 1), []);

  useEffect(() => {
    if (!element || !visible) return;
    let current = true;
    const missing = missingCameraSupport();
    setState(missing ?? 'starting');
    if (missing) return;
    void attempt;
    const start = async () => {
      try {
        const opened = await openCamera(deviceId);
        if (!current) return closeCamera(opened);
        stream.current = opened;
        opened.getVideoTracks()[0]?.addEventListener('ended', retry, { once: true });
        element.srcObject = opened;
        await element.play();
        if (!current) return;
        setTorchState({ supported: hasTorch(opened), on: false });
        setState('live');
        const found = await listCameras();
        if (current) setCameras(found);
      } catch (error) {
        if (current) setState(cameraProblemOf(error));
      }
    };
    void start();
    return () => {
      current = false;
      stream.current?.getVideoTracks()[0]?.removeEventListener('ended', retry);
      closeCamera(stream.current);
      stream.current = null;
      element.srcObject = null;
    };
  }, [element, visible, deviceId, attempt, retry]);

  const toggleTorch = useCallback(async () => {
    if (!stream.current) return;
    const on = !torch.on;
    if (await setTorch(stream.current, on)) setTorchState({ supported: true, on });
  }, [torch.on]);

  const switchCamera = useCallback(() => {
    const active = stream.current?.getVideoTracks()[0]?.getSettings().deviceId ?? '';
    setDeviceId(cameras[(cameras.indexOf(active) + 1) % cameras.length] ?? null);
  }, [cameras]);

  return {
    state,
    video: setElement,
    element,
    retry,
    torch: torch.supported && state === 'live' ? { on: torch.on, toggle: () => void toggleTorch() } : null,
    switchCamera: cameras.length > 1 ? switchCamera : null,
  };
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    const update = () => setVisible(document.visibilityState === 'visible');
    update();
    document.addEventListener('visibilitychange', update);
    window.addEventListener('pageshow', update);
    return () => {
      document.removeEventListener('visibilitychange', update);
      window.removeEventListener('pageshow', update);
    };
  }, []);
  return visible;
}
