import { isShared } from './platform/shared';

/** Starts the runtime on hosts that run Next without the custom server, which starts it by itself: nothing is loaded twice there. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  if (isShared('runtime')) return;
  const { startRuntime } = await import('./server/start');
  const runtime = await startRuntime();
  runtime.startBackground();
  const { drainOnSignal } = await import('./server/shutdown');
  drainOnSignal();
}
