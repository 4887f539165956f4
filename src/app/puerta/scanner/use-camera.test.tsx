import '../../reservas/hooks/dom.fixture';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Camera, useCamera } from './use-camera';

let root: Root;
let camera: Camera | undefined;
/** What the system does with the camera: it gives it, or another application has it. */
let isTaken = false;
const opened: FakeStream[] = [];

/** A camera's stream, of one track. */
class FakeStream {
  readonly track = Object.assign(new EventTarget(), {
    stopped: false,
    stop: () => {
      this.track.stopped = true;
    },
    getSettings: () => ({}),
    getCapabilities: () => ({}),
  });
  getVideoTracks = () => [this.track];
  getTracks = () => [this.track];
}

beforeEach(() => {
  isTaken = false;
  opened.length = 0;
  Object.assign(window, { isSecureContext: true });
  const getUserMedia = async () => {
    if (isTaken) throw new DOMException('Could not start video source', 'NotReadableError');
    const stream = new FakeStream();
    opened.push(stream);
    return stream;
  };
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia, enumerateDevices: async () => [] },
  });
  const video = Object.assign(new EventTarget(), { srcObject: null as unknown, play: async () => {} });
  function Screen() {
    camera = useCamera();
    return null;
  }
  root = createRoot(document.createElement('div'));
  flushSync(() => root.render(<Screen />));
  flushSync(() => camera?.video(video as unknown as HTMLVideoElement));
});
afterEach(() => root.unmount());

const become = (state: Camera['state']) => vi.waitFor(() => expect(camera?.state).toBe(state));

test('a camera that another application has says so, and works when a person tries again', async () => {
  await become('live');
  isTaken = true;
  // The system takes it away.
  opened[0]?.track.dispatchEvent(new Event('ended'));
  await become('busy');
  expect(camera?.torch).toBeNull();
  flushSync(() => camera?.retry());
  await become('busy');
  isTaken = false;
  flushSync(() => camera?.retry());
  await become('live');
  expect(opened).toHaveLength(2);
  expect(opened[0]?.track.stopped, 'the old one is not left open').toBe(true);
});

test('a track that ends while the camera is free is opened again by itself', async () => {
  await become('live');
  opened[0]?.track.dispatchEvent(new Event('ended'));
  await vi.waitFor(() => expect(opened).toHaveLength(2));
  await become('live');
});

test('a camera works while the browser still looks for others, and can be changed once they are known', async () => {
  await become('live');
  let tell: (cameras: readonly object[]) => void = () => {};
  const look = vi.fn(() => new Promise((resolve) => (tell = resolve)));
  Object.assign(navigator.mediaDevices, { enumerateDevices: look });
  flushSync(() => camera?.retry());
  await vi.waitFor(() => expect(look).toHaveBeenCalled());
  await become('live');
  expect(camera?.switchCamera).toBeNull();
  tell(['front', 'rear'].map((deviceId) => ({ kind: 'videoinput', deviceId })));
  await vi.waitFor(() => expect(camera?.switchCamera).not.toBeNull());
});
