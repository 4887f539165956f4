'use client';
import { ArrowUp, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { zoneWrites } from '@/modules/floor/client/floor-writes';
import type { Zone } from '@/modules/tables/wire';
import { useErrorText } from '@/shell/use-error-text';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { toast } from '@/ui/toast';
import { Part } from '../plan-settings/part';
import type { PlanView } from '../plan-settings/plan-screen';
import { ZoneSheet } from './zone-sheet';

const NEW = 'new';

/** The zones of a venue, in the order in which they are shown everywhere. */
export function ZonesPart({ businessId, venue, lists: { zones, tables }, readAgain }: PlanView) {
  const t = useTranslations('layout.tables.zones');
  const form = useTranslations('layout.form');
  const errorText = useErrorText();
  /** The id of a zone; `new` while one is added. */
  const [edited, setEdited] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const zone = zones.find(({ id }) => id === edited) ?? null;

  /** Writes the places of all zones that do not stand where the new order has them. */
  async function raise(raised: Zone) {
    const at = zones.indexOf(raised);
    const others = zones.filter((each) => each !== raised);
    const order = [...others.slice(0, at - 1), raised, ...others.slice(at - 1)];
    setBusy(true);
    try {
      for (const [place, each] of order.entries())
        if (each.place !== place) await zoneWrites.update(businessId, each, { place });
    } catch (error) {
      toast.error(errorText(error));
    }
    await readAgain();
    setBusy(false);
  }

  return (
    <Part
      title={t('title')}
      lead={t(zones.length > 0 ? 'lead' : 'empty')}
      action={
        <Button icon={<Plus aria-hidden size={18} />} onClick={() => setEdited(NEW)}>
          {t('add')}
        </Button>
      }
    >
      {zones.length > 0 && (
        <ol data-testid="zones" className="mt-3 divide-y divide-line">
          {zones.map((each, at) => (
            <li key={each.id} className="flex items-center gap-2 py-2">
              <div className="min-w-0 grow">
                <p className="break-words font-semibold">{each.name}</p>
                <p className="text-ink-soft text-sm">
                  {t('tables', { count: tables.filter(({ zoneId }) => zoneId === each.id).length })}
                </p>
              </div>
              {!each.active && <Badge>{form('uses.off')}</Badge>}
              <IconButton
                label={t('up', { name: isolate(each.name) })}
                icon={<ArrowUp aria-hidden size={18} />}
                disabled={busy || at === 0}
                onClick={() => void raise(each)}
              />
              <Button size="sm" aria-label={t('edit', { name: isolate(each.name) })} onClick={() => setEdited(each.id)}>
                {form('change')}
              </Button>
            </li>
          ))}
        </ol>
      )}
      {(zone !== null || edited === NEW) && (
        <ZoneSheet
          businessId={businessId}
          timeZone={venue.timeZone}
          zone={zone}
          place={zones.length}
          onChanged={readAgain}
          onClose={() => setEdited(null)}
        />
      )}
    </Part>
  );
}
