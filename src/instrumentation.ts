/** Starts the runtime on hosts that run Next without the custom server, which has started it already. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { isStarted, startRuntime } = await import('./server/start');
  if (isStarted()) return;
  await startRuntime();
  const { drainOnSignal } = await import('./server/shutdown');
  drainOnSignal();
}
