/** Why there is no picture; each has its own help text (`puerta.camera.problem`). */
export type CameraProblem = 'insecure' | 'unsupported' | 'denied' | 'missing' | 'busy' | 'failed';

/** What the browser lacks before any permission is asked; null when the camera can be opened. */
export function missingCameraSupport(): CameraProblem | null {
  if (!window.isSecureContext) return 'insecure';
  try {
    return typeof navigator.mediaDevices?.getUserMedia === 'function' ? null : 'unsupported';
  } catch {
    return 'unsupported';
  }
}

/** The names are those of `getUserMedia`'s DOMException, the old ones included. */
export function cameraProblemOf(error: unknown): CameraProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
