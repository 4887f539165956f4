/** Starts the runtime on hosts that run Next without the custom server, which has started it already. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { startRuntime } = await import('./server/start');
  await startRuntime();
}
