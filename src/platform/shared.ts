/**
 * One instance per process. Next bundles routes, pages and instrumentation separately from the custom server, so a module-level
 * singleton would exist several times; the global symbol registry is the one place that they all share.
 */
export function shared<T>(name: string, create: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = keys.get(name) ?? keyOf(name);
  const found = store[key];
  if (found !== undefined) return found;
  const made = create();
  store[key] = made;
  return made;
}

/** Whether an instance of that name exists. */
export function isShared(name: string): boolean {
  return Reflect.get(globalThis, keyOf(name)) !== undefined;
}

/** To find a symbol by its text costs more than the work that is done with it. */
const keys = new Map<string, symbol>();

function keyOf(name: string): symbol {
  const key = Symbol.for(`aforo.${name}`);
  keys.set(name, key);
  return key;
}
