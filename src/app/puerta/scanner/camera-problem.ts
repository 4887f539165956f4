/** Why there is no camera picture; each reason has its own help text (`puerta.camera.problem`). */
export type CameraProblem = 'insecure' | 'unsupported' | 'denied' | 'missing' | 'busy' | 'failed';

/** What the browser lacks, before it asks for any permission; null when the camera can be opened. */
export function missingCameraSupport(): CameraProblem | null {
  if (!window.isSecureContext) return 'insecure';
  try {
    return typeof navigator.mediaDevices?.getUserMedia === 'function' ? null : 'unsupported';
  } catch {
    return 'unsupported';
  }
}

/** The names are those of `getUserMedia`'s DOMException, including the old ones. */
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
