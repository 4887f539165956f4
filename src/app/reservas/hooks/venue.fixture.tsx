import type { IncomingMessage, ServerResponse } from 'node:http';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { IntlProvider } from 'use-intl';
import { afterEach, vi } from 'vitest';
import { RealtimeSettingsProvider } from '@/app/live/realtime-settings';
import { MESSAGES } from '@/i18n/messages';
import type { AuditAnswer } from '@/modules/monitor/client/device-api';
import { digestRows } from '@/modules/reservations/digest';
import { createQueryClient } from '@/platform/browser/query-client';
import { DAYS, EPOCH, ModelDatabase, type Op } from '@/realtime/client/convergence.model';
import { connected, openStream, WireServer } from '@/realtime/client/wire.fixture';
import { sha256 } from '../../../../tests/support/sha256';
import type { UseReservasOptimizedOptions, UseReservasOptimizedResult } from '../types/reservas-hook';
import { connectTo } from './dom.fixture';
import { useReservasOptimized } from './useReservasOptimized';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

export const until = (check: () => void, timeout = 5000) => vi.waitFor(check, { timeout, interval: 5 });

/** The server of the API contract, over the model database. */
export async function openVenue() {
  const database = new ModelDatabase();
  const audits: AuditAnswer[] = [];
  const venue = { database, epoch: EPOCH, listReads: 0, beforeAnswer: async () => {}, audits };
  const server = await new WireServer((response, after) => {
    openStream(response, connected(after ?? database.head, 60_000, venue.epoch), ...database.log.slice(after ?? 0));
  }).listen();
  server.api = async (request, response, url) => {
    if (url.pathname.endsWith('/auditoria')) return judge(await readJson(request), response);
    venue.listReads += 1;
    const { day, reservations, cursor } = database.snapshot(url.searchParams.get('day') ?? DAYS[0]);
    const body = JSON.stringify({ day, reservations, cursor: `${venue.epoch}:${cursor.seq}` });
    await venue.beforeAnswer();
    response.setHeader('content-type', 'application/json');
    response.end(body);
  };
  const judge = (answer: AuditAnswer, response: ServerResponse) => {
    audits.push(answer);
    const [list] = answer.lists;
    const inSync = list?.digest === digestRows(database.snapshot(list?.day ?? '').reservations, sha256);
    const verdict = inSync ? (answer.healed ? 'healed' : 'in-sync') : 'differs';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ next: 'done', verdict }));
  };
  cleanups.push(() => server.kill());
  connectTo(server.origin);
  const write = (op: Partial<Op> & Pick<Op, 'kind'>) => {
    const answer = database.run({ pick: 0, value: 0, ...op });
    for (const event of database.log.slice(-1)) server.send(event);
    return answer;
  };
  return Object.assign(venue, { server, write });
}

async function readJson(request: IncomingMessage): Promise<AuditAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as AuditAnswer;
}

interface ScreenProps {
  options: Partial<UseReservasOptimizedOptions>;
  show: (result: UseReservasOptimizedResult) => void;
}

function Screen({ options, show }: ScreenProps) {
  show(useReservasOptimized({ businessId: 'b1', day: DAYS[0], ...options }));
  return null;
}

/** A screen that shows the venue's day, with a cache of its own. */
export function mount(options: Partial<UseReservasOptimizedOptions> = {}, sseEnabled = true) {
  const view: { result: UseReservasOptimizedResult | null; root: Root } = {
    result: null,
    root: createRoot(document.createElement('div')),
  };
  const queryClient = createQueryClient();
  const show = (result: UseReservasOptimizedResult) => {
    view.result = result;
  };
  const render = (props: Partial<UseReservasOptimizedOptions>) =>
    view.root.render(
      <StrictMode>
        <IntlProvider locale="es" messages={MESSAGES.es} timeZone="UTC">
          <QueryClientProvider client={queryClient}>
            <RealtimeSettingsProvider sseEnabled={sseEnabled}>
              <Screen options={props} show={show} />
            </RealtimeSettingsProvider>
          </QueryClientProvider>
        </IntlProvider>
      </StrictMode>,
    );
  render(options);
  const unmount = () => {
    view.root.unmount();
    queryClient.clear();
  };
  cleanups.push(unmount);
  return {
    render,
    unmount,
    queryClient,
    now: () => {
      if (!view.result) throw new Error('not rendered');
      return view.result;
    },
  };
}
