import { FileDown, FileUp } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CountQueue, PendingCount } from '@/modules/attendance/client/count-queue';
import { drawQueueFile, fitsCode, readQueueFile } from '@/modules/attendance/client/queue-file';
import { Button } from '@/ui/button';
import { QrCode } from '@/ui/qr-code';

export interface QueueFileProps {
  queue: CountQueue;
  pending: readonly PendingCount[];
  /** This member may load what another phone has saved. */
  mayLoad: boolean;
  /** The queue of another phone that the camera has read; null when it has read none. */
  scanned: string | null;
}

/** The last way for counts to reach the server: saved as a file here, or shown as a code, and loaded on any phone. */
export function QueueFilePart({ queue, pending, mayLoad, scanned }: QueueFileProps) {
  const t = useTranslations('puerta.queue');
  const text =
    pending.length > 0 &&
    drawQueueFile(
      pending.map(({ count }) => count),
      queue.deviceId,
    );
  if (!text && !mayLoad) return null;
  return (
    <section aria-label={t('title')} className="mt-4 flex flex-col gap-3 border-line border-t pt-4">
      {text && (
        <>
          <p className="text-pretty text-ink-soft text-sm">{t('body')}</p>
          <Button size="lg" block icon={<FileDown aria-hidden size={20} />} onClick={() => save(text, t('fileName'))}>
            {t('save', { count: pending.length })}
          </Button>
          {fitsCode(text) && <QrCode text={text} label={t('code')} className="mx-auto w-full max-w-72" />}
        </>
      )}
      {mayLoad && <LoadQueue queue={queue} scanned={scanned} />}
    </section>
  );
}

type Loaded = { readonly count: number } | 'strange' | 'damaged';

function LoadQueue({ queue, scanned }: Pick<QueueFileProps, 'queue' | 'scanned'>) {
  const t = useTranslations('puerta.queue');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [loaded, setLoaded] = useState<Loaded | null>(null);

  const load = useCallback(
    async (text: string) => {
      const counts = readQueueFile(text);
      if (typeof counts === 'string') return setLoaded(counts);
      await queue.load(counts);
      setLoaded({ count: counts.length });
    },
    [queue],
  );
  useEffect(() => {
    if (scanned !== null) void load(scanned);
  }, [scanned, load]);

  async function choose({ target }: { target: HTMLInputElement }): Promise<void> {
    const file = target.files?.[0];
    if (!file) return;
    await load(await file.text());
    // The same file can be chosen again.
    target.value = '';
  }

  return (
    <>
      <input
        ref={input}
        id={id}
        type="file"
        accept="application/json,.json"
        aria-label={t('load')}
        onChange={(event) => void choose(event)}
        className="sr-only"
        tabIndex={-1}
      />
      <Button size="lg" block icon={<FileUp aria-hidden size={20} />} onClick={() => input.current?.click()}>
        {t('load')}
      </Button>
      <p role="status" className="text-pretty font-medium text-sm">
        {loaded && (typeof loaded === 'string' ? t(loaded) : t('loaded', loaded))}
      </p>
    </>
  );
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
