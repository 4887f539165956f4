/** `torch` is in Chromium and Safari but not in the DOM typings. */
type TorchCapabilities = MediaTrackCapabilities & { torch?: boolean };
type TorchConstraints = MediaTrackConstraintSet & { torch?: boolean };

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** Opens the selected camera, else the rear one. Throws getUserMedia's DOMException. */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  const video = deviceId ? { deviceId: { exact: deviceId }, ...SIZE } : { facingMode: 'environment', ...SIZE };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    // A camera that was selected earlier may be unplugged: any other camera is accepted then.
    if (!(error instanceof DOMException) || error.name !== 'OverconstrainedError') throw error;
    return navigator.mediaDevices.getUserMedia({ video: true, audio: false });
  }
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

export function hasTorch(stream: MediaStream): boolean {
  try {
    const capabilities: TorchCapabilities = stream.getVideoTracks()[0]?.getCapabilities?.() ?? {};
    return capabilities.torch === true;
  } catch {
    return false;
  }
}

/** Resolves to whether the light was switched. */
export async function setTorch(stream: MediaStream, on: boolean): Promise<boolean> {
  const torch: TorchConstraints = { torch: on };
  try {
    await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [torch] });
    return true;
  } catch {
    return false;
  }
}

/** The ids of the cameras, once permission was granted; none where the browser does not list them. */
export async function listCameras(): Promise<string[]> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === 'videoinput' && device.deviceId).map((device) => device.deviceId);
  } catch {
    return [];
  }
}
