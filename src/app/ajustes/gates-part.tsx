'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { GATES } from '@/modules/gates/client/gate-list';
import { Button } from '@/ui/button';
import { useCollection } from '../reservas/hooks/useCollection';
import type { UseRealtimeSyncResult } from '../reservas/hooks/useRealtimeSync';
import { EditGateSheet } from './edit-gate-sheet';
import { GateRow } from './gate-row';

const NEW = 'new';

interface GatesPartProps {
  businessId: string;
  mayEdit: boolean;
  /** The stream of the screen. */
  stream: UseRealtimeSyncResult;
}

/** The gates of a venue, live: each change is on the doors within a second, without a form to save. */
export function GatesPart({ businessId, mayEdit, stream }: GatesPartProps) {
  const t = useTranslations('settings.gates');
  const common = useTranslations('common');
  const { list, error, isFetching, readAgain } = useCollection(GATES, {
    businessId,
    args: null,
    enabled: true,
    stream,
  });
  /** The id of a gate; `new` while one is being added. */
  const [edited, setEdited] = useState<string | null>(null);
  const gate = list?.rows.find(({ id }) => id === edited) ?? null;
  return (
    <section aria-labelledby="puertas" className="rounded-card bg-surface p-5 ring-1 ring-line sm:p-6">
      <h2 id="puertas" className="display text-lg">
        {t('title')}
      </h2>
      <p className="mt-1 text-pretty text-ink-soft text-sm">{t('lead')}</p>
      {list && list.rows.length > 0 && (
        <ul data-testid="gates" className="mt-3 divide-y divide-line">
          {list.rows.map((gate) => (
            <GateRow
              key={gate.id}
              gate={gate}
              businessId={businessId}
              mayEdit={mayEdit}
              onEdit={() => setEdited(gate.id)}
              onChanged={readAgain}
            />
          ))}
        </ul>
      )}
      {!(list && list.rows.length > 0) && (
        <div role="status" className="mt-3 flex flex-wrap items-center gap-3 text-ink-soft text-sm">
          {list ? t('empty') : t(error ? 'failed' : 'loading')}
          {!list && error && (
            <Button size="sm" busy={isFetching} onClick={() => void readAgain()}>
              {common('retry')}
            </Button>
          )}
        </div>
      )}
      {mayEdit && (
        <Button className="mt-4" icon={<Plus aria-hidden size={18} />} onClick={() => setEdited(NEW)}>
          {t('add')}
        </Button>
      )}
      {(gate !== null || edited === NEW) && (
        <EditGateSheet businessId={businessId} gate={gate} onChanged={readAgain} onClose={() => setEdited(null)} />
      )}
    </section>
  );
}
