import { currentAccount } from '@/platform/browser/account';
import { ApiError, refusalOf } from '@/platform/browser/http';
import { ACCOUNT_HEADER } from '@/realtime/protocol/account';

/** The address at which the server draws a reservation's current pass. */
export function pictureUrl(businessId: string, id: string, format: 'svg' | 'png'): string {
  return `/api/reservas/${encodeURIComponent(id)}/qr?${new URLSearchParams({ businessId, format })}`;
}

/**
 * The current pass as a `data:` URL. An <img> with the address itself would continue to show the replaced pass: within
 * a page, browsers reuse an image by its address, whatever its cache headers say. Throws ApiError.
 */
export async function fetchPicture(businessId: string, id: string, signal: AbortSignal): Promise<string> {
  const account = currentAccount();
  const headers: HeadersInit = account === null ? {} : { [ACCOUNT_HEADER]: account };
  const init = { cache: 'no-store', headers, signal } as const;
  const response = await fetch(pictureUrl(businessId, id, 'svg'), init).catch((cause) => {
    if (signal.aborted) throw signal.reason;
    throw new ApiError('NETWORK', 0, {}, { cause });
  });
  if (!response.ok) throw refusalOf(response, await response.text(), account);
  if (response.headers.get('content-type') !== 'image/svg+xml') throw new ApiError('UNKNOWN', response.status);
  return `data:image/svg+xml,${encodeURIComponent(await response.text())}`;
}
