'use client';
import { Ban, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { blockWrites } from '@/modules/floor/client/floor-writes';
import type { Block } from '@/modules/tables/wire';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { lateComponent } from '@/ui/later';
import { WaitingPopup } from '@/ui/waiting-popup';
import { Part } from '../plan-settings/part';
import type { PlanView } from '../plan-settings/plan-screen';
import { usePlanWrite } from '../plan-settings/use-plan-write';
import type { BlockSheetProps } from './block-sheet-part';

const BlockSheet = lateComponent<BlockSheetProps>(
  () => import('./block-sheet-part').then(({ BlockSheetPart }) => BlockSheetPart),
  ({ props: { onClose }, waiting }) => <WaitingPopup waiting={waiting} onClose={onClose} />,
);

const NEW = 'new';

/** What cannot be booked for a time: a table that wobbles, a terrace in the rain. */
export function BlocksPart(view: PlanView) {
  const t = useTranslations('layout.tables.blocks');
  /** The id of a block; `new` while one is added. */
  const [edited, setEdited] = useState<string | null>(null);
  const { blocks } = view.lists;
  const block = blocks.find(({ id }) => id === edited) ?? null;
  return (
    <Part
      title={t('title')}
      lead={t(blocks.length > 0 ? 'lead' : 'empty')}
      action={
        <Button icon={<Ban aria-hidden size={18} />} onClick={() => setEdited(NEW)}>
          {t('add')}
        </Button>
      }
    >
      {blocks.length > 0 && (
        <ul data-testid="blocks" className="mt-3 divide-y divide-line">
          {blocks.map((each) => (
            <BlockRow key={each.id} view={view} block={each} onEdit={() => setEdited(each.id)} />
          ))}
        </ul>
      )}
      {(block !== null || edited === NEW) && <BlockSheet {...view} block={block} onClose={() => setEdited(null)} />}
    </Part>
  );
}

interface BlockRowProps {
  view: PlanView;
  block: Block;
  onEdit: () => void;
}

function BlockRow({ view: { businessId, venue, lists, readAgain }, block, onEdit }: BlockRowProps) {
  const t = useTranslations('layout.tables.blocks');
  const form = useTranslations('layout.form');
  const format = useFormatter();
  const write = usePlanWrite(venue.timeZone, readAgain);
  const { startsAt, endsAt, mode, reason, tableId, zoneId, serviceId } = block;
  const named = [...lists.tables, ...lists.zones, ...lists.services].find(({ id }) =>
    [tableId, zoneId, serviceId].includes(id),
  );
  const what = named ? named.name : t('venue');
  const times = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const removal = {
    title: t('removeTitle'),
    lead: t('removeLead', { what: isolate(what) }),
    confirmLabel: t('remove'),
    ask: (decision: { preview?: boolean; confirm?: boolean }) => blockWrites.remove(businessId, block, decision),
  };
  return (
    <li className="flex items-center gap-2 py-2">
      <div className="min-w-0 grow">
        <p className="break-words font-semibold">{what}</p>
        <p className="text-ink-soft text-sm">
          {format.dateTimeRange(new Date(startsAt), new Date(endsAt), { ...times, timeZone: venue.timeZone })}
        </p>
        {reason && <p className="break-words text-ink-faint text-sm">{reason}</p>}
        {write.failure && (
          <p role="alert" className="text-bad-text text-sm">
            {write.failure}
          </p>
        )}
      </div>
      <Badge>{t(`short.${mode}`)}</Badge>
      <Button size="sm" aria-label={t('edit', { what: isolate(what) })} onClick={onEdit}>
        {form('change')}
      </Button>
      <IconButton
        label={t('removeNamed', { what: isolate(what) })}
        icon={<Trash2 aria-hidden size={18} />}
        disabled={write.busy}
        onClick={() => void write.remove(removal)}
      />
      {write.question}
    </li>
  );
}
