/** Whether the device has a share sheet. */
export function canShare(): boolean {
  try {
    return typeof navigator.share === 'function';
  } catch {
    return false;
  }
}

/** Shares through the device, or copies the link if it cannot. `cancelled` when the person closed the share sheet. */
export async function shareLink(link: {
  title: string;
  url: string;
}): Promise<'shared' | 'copied' | 'cancelled' | 'failed'> {
  try {
    if (canShare()) {
      await navigator.share(link);
      return 'shared';
    }
    await navigator.clipboard.writeText(link.url);
    return 'copied';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : 'failed';
  }
}
