/** Shares through the device, or copies where it cannot. `cancelled` when the person closed the device's sheet. */
export async function shareLink(link: {
  title: string;
  url: string;
}): Promise<'shared' | 'copied' | 'cancelled' | 'failed'> {
  try {
    if ('share' in navigator) {
      await navigator.share(link);
      return 'shared';
    }
    await globalThis.navigator.clipboard.writeText(link.url);
    return 'copied';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : 'failed';
  }
}
