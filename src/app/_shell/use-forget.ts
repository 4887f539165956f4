'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toast } from 'sonner';

/** Whatever an account has read is gone from this page: the cache and the notices, which can name guests. */
export function useForget(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    queryClient.clear();
    toast.dismiss();
  }, [queryClient]);
}
