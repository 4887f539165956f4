'use client';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, Download, RefreshCw, Share2, Ticket } from 'lucide-react';
import Image from 'next/image';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { reservasQueryKeys } from '@/modules/reservations/client/query-keys';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import type { Reservation } from '@/modules/reservations/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Button } from '@/ui/button';
import { buttonClass } from '@/ui/button-class';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { canShare, shareLink } from '@/ui/share-link';
import { Sheet } from '@/ui/sheet';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { fetchPicture, pictureUrl } from './pass-picture';

import { useVenueScreen } from './venue-context';

export function QrDialog({ row, onClose }: { row: Reservation; onClose: () => void }) {
  const t = useTranslations('reservas.qr');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const { businessId } = useVenueScreen();
  const cache = useQueryClient();
  const [confirming, setConfirming] = useState(false);
  const queryKey = reservasQueryKeys.pass(businessId, row.id);
  const pass = useQuery({
    queryKey,
    queryFn: ({ signal }) => reservasApi.getPass(businessId, row.id, signal),
    staleTime: 60_000,
  });
  const qrCode = pass.data?.qrCode;
  const picture = useQuery({
    queryKey: [...queryKey, 'picture', qrCode],
    queryFn: qrCode ? ({ signal }) => fetchPicture(businessId, row.id, signal) : skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const failed = pass.isError ? pass : picture.isError ? picture : null;
  const rotate = useMutation({
    mutationFn: () => reservasApi.rotatePass(businessId, row.id),
    onSuccess: (answer) => {
      cache.setQueryData(queryKey, answer);
      toast.success(t('rotated'));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setConfirming(false),
  });

  async function share(url: string) {
    const outcome = await shareLink({ title: t('shareTitle', { name: isolate(row.customerName) }), url });
    if (outcome === 'copied') toast.success(t('copied'));
    if (outcome === 'failed') toast.error(t('shareFailed'));
  }

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={row.customerName}
      description={t('lead', { count: row.guestCount, code: row.code })}
    >
      <div className="grid justify-items-center gap-5">
        <div className="w-full max-w-80 rounded-card bg-paper p-5 ring-1 ring-line">
          {picture.data ? (
            <Image
              unoptimized
              src={picture.data}
              alt={t('alt', { name: isolate(row.customerName) })}
              width={512}
              height={512}
              className="aspect-square h-auto w-full"
            />
          ) : (
            <div className="grid aspect-square w-full place-items-center">
              {failed ? (
                <div role="alert" className="text-center text-night text-sm">
                  <p className="mb-4">{errorText(failed.error)}</p>
                  <Button variant="primary" busy={failed.isFetching} onClick={() => void failed.refetch()}>
                    {common('retry')}
                  </Button>
                </div>
              ) : (
                <Skeleton className="size-full" />
              )}
            </div>
          )}
        </div>
        <div className="grid w-full max-w-80 grid-cols-2 gap-3">
          <Button
            variant="primary"
            disabled={!pass.data}
            icon={canShare() ? <Share2 aria-hidden size={18} /> : <Copy aria-hidden size={18} />}
            onClick={() => pass.data && void share(pass.data.passUrl)}
          >
            {canShare() ? t('share') : t('copy')}
          </Button>
          <a
            href={pictureUrl(businessId, row.id, 'png')}
            download={`pase-${row.code}.png`}
            className={buttonClass({ variant: 'secondary' })}
          >
            <Download aria-hidden size={18} />
            {t('download')}
          </a>
          {pass.data && row.guestCount > 1 && (
            <a
              href={`${pass.data.passUrl}/personas`}
              target="_blank"
              rel="noreferrer"
              className={`${buttonClass({})} col-span-2`}
            >
              <Ticket aria-hidden size={18} />
              {t('persons')}
            </a>
          )}
          <Button
            variant="quiet"
            icon={<RefreshCw aria-hidden size={18} />}
            onClick={() => setConfirming(true)}
            className="col-span-2"
          >
            {t('rotate')}
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={t('rotateTitle')}
        body={t('rotateBody')}
        confirmLabel={t('rotate')}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate()}
      />
    </Sheet>
  );
}
