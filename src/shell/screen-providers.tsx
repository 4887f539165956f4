'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { queryClient } from '@/platform/browser/query-client';
import { useLoadAhead } from '@/ui/later';

/** What the parts of a signed-in screen share. */
export function ScreenProviders({ children }: { children: ReactNode }) {
  const [client] = useState(queryClient);
  useLoadAhead();
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
