let version: string | undefined;

/** Names the application's version that made this page, for what the phone tells of itself. */
export function nameVersion(made: string): void {
  version = made;
}

/** What a phone tells of itself besides its queue; the battery from 0 to 1, absent where the browser does not tell. */
export async function readPhoneState(): Promise<{ version?: string; battery?: number }> {
  const battery = await readBattery();
  return { ...(version === undefined ? {} : { version }), ...(battery === null ? {} : { battery }) };
}

async function readBattery(): Promise<number | null> {
  try {
    const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<{ level: number }> };
    return (await getBattery?.call(navigator))?.level ?? null;
  } catch {
    return null;
  }
}
