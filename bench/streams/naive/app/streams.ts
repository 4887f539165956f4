type Controller = ReadableStreamDefaultController<Uint8Array>;

const store = globalThis as typeof globalThis & { streams?: Set<Controller> };

/** Every open stream's controller; global, since each route is bundled apart. */
export function streams(): Set<Controller> {
  store.streams ??= new Set();
  return store.streams;
}
