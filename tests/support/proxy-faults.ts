import type { Cable, Fault } from './proxy';

/** Keeps the stream's bytes to itself while it `holds`, as a proxy that waits for a full buffer does; all of them, or all behind the headers. */
export const buffering = (showsHeaders: boolean, holds: () => boolean) => (): Fault => {
  let seenHeaders = false;
  return {
    down: (bytes, cable) => {
      if (!cable.isStream || !holds()) return cable.pass(bytes);
      const end = bytes.indexOf('\r\n\r\n');
      if (!showsHeaders || seenHeaders || end < 0) return;
      seenHeaders = true;
      cable.pass(bytes.subarray(0, end + 4));
    },
  };
};

/** Cuts a connection on which the server has sent nothing for so long. Milliseconds. */
export const cuttingIdle = (limit: number, onCut: () => void) => (): Fault => {
  let timer: NodeJS.Timeout | undefined;
  return {
    down: (bytes, cable) => {
      clearTimeout(timer);
      cable.pass(bytes);
      if (!cable.isStream) return;
      timer = setTimeout(() => {
        onCut();
        cable.reset();
      }, limit).unref();
    },
  };
};

/** Where `cut` finds its place in the stream's bytes, passes what is before it and resets. */
export const resetting = (cut: (bytes: Buffer) => number, onReset: () => void) => (): Fault => {
  let isCut = false;
  return {
    down: (bytes, cable) => {
      const at = cable.isStream && !isCut ? cut(bytes) : -1;
      if (isCut) return;
      if (at < 0) return cable.pass(bytes);
      isCut = true;
      onReset();
      cable.pass(bytes.subarray(0, at));
      // The bytes must arrive before the reset, which would throw them away.
      setTimeout(() => cable.reset(), 5);
    },
  };
};

/** Inside a character of several bytes. */
export const insideCharacter = (bytes: Buffer) => bytes.findIndex((byte) => byte >= 0x80 && byte < 0xc0);

/** In the middle of a `data:` line that carries a sequence. */
export const insideLine = (bytes: Buffer) => {
  const line = bytes.indexOf('"seq":');
  return line < 0 ? -1 : line + 4;
};

export const anywhere = (bytes: Buffer) => Math.floor(Math.random() * bytes.length);

/** Every byte of the stream on its own, the next one only after the one before has left. */
export const oneByOne = (): Fault => {
  const waiting: Buffer[] = [];
  let isRunning = false;
  const step = (cable: Cable): void => {
    const [first] = waiting;
    isRunning = first !== undefined;
    if (!first) return;
    cable.pass(first.subarray(0, 1));
    if (first.length > 1) waiting[0] = first.subarray(1);
    else waiting.shift();
    setImmediate(step, cable);
  };
  return {
    down: (bytes, cable) => {
      if (!cable.isStream) return cable.pass(bytes);
      waiting.push(bytes);
      if (!isRunning) step(cable);
    },
  };
};

/** A wire that is dead and says nothing: from the moment `isDead`, bytes vanish both ways and no end arrives. */
export const silent = (isDead: () => boolean) => (): Fault => ({
  down: (bytes, cable) => {
    if (!isDead()) cable.pass(bytes);
  },
  up: () => !isDead(),
});
