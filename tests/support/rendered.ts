interface Fiber {
  readonly type: unknown;
  readonly flags: number;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly alternate: Fiber | null;
}

/** React's own mark on what did work in a commit, which its developer tools read too. */
const PERFORMED_WORK = 1;

const rendered: string[] = [];

/** Follows what React renders. Import this file before React. */
Reflect.set(globalThis, '__REACT_DEVTOOLS_GLOBAL_HOOK__', {
  renderers: new Map(),
  supportsFiber: true,
  inject: () => 1,
  checkDCE: () => {},
  onCommitFiberUnmount: () => {},
  onPostCommitFiberRoot: () => {},
  onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => note(root.current),
});

/** The components that were rendered since it was last asked, by name, each as often as it was. */
export function takeRendered(): readonly string[] {
  return rendered.splice(0).sort();
}

function note(fiber: Fiber): void {
  const before = fiber.alternate;
  const name = nameOf(fiber.type);
  if (name !== null && (before === null || (fiber.flags & PERFORMED_WORK) !== 0)) rendered.push(name);
  // The same children as before: React has left all of them alone.
  if (before !== null && before.child === fiber.child) return;
  for (let child = fiber.child; child; child = child.sibling) note(child);
}

/** Null for what the browser draws. */
function nameOf(type: unknown): string | null {
  if (typeof type === 'function') return type.name;
  if (typeof type !== 'object' || type === null) return null;
  const { type: inner, render } = type as { readonly type?: unknown; readonly render?: unknown };
  return inner || render ? nameOf(inner ?? render) : null;
}
