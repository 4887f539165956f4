import { expect, test, vi } from 'vitest';
import { DAYS, ModelDatabase } from '@/realtime/client/convergence.model';
import { OwnWrites } from './own-writes';

const about = ({ id, seq }: { id: string; seq: number }) => ({ id, seq });

function scanned() {
  const database = new ModelDatabase();
  database.run({ kind: 'create', pick: 0, value: 0 });
  database.run({ kind: 'create', pick: 0, value: 0 });
  const answer = database.run({ kind: 'scan', pick: 0, value: 0 });
  const [, other, event] = database.log;
  if (!answer || !other || !event) throw new Error(`no event on ${DAYS[0]}`);
  const eventAbout = ({ reservationId, seq }: typeof event) => ({ id: reservationId, seq });
  return { answer, other: eventAbout(other), event: eventAbout(event) };
}

test('an event that comes before the answer of its own write tells nobody; other people’s do', async () => {
  const { answer, other, event } = scanned();
  const own = new OwnWrites();
  const show = vi.fn();
  let respond = () => {};
  const write = own.track(1, () => new Promise<typeof answer>((resolve) => (respond = () => resolve(answer))), about);
  own.showForeign(event, () => show('own'));
  own.showForeign(other, () => show('other'));
  expect(show).not.toHaveBeenCalled();
  respond();
  await write;
  expect(show.mock.calls).toEqual([['other']]);
  own.showForeign(event, () => show('own, later'));
  expect(show).toHaveBeenCalledTimes(1);
});

test('a write that fails lets the notices go', async () => {
  const { event } = scanned();
  const own = new OwnWrites();
  const show = vi.fn();
  const write = own.track(1, () => Promise.reject(new Error('offline')), about);
  own.showForeign(event, show);
  await expect(write).rejects.toThrow('offline');
  expect(show).toHaveBeenCalledOnce();
});
