import { describe, expect, it } from 'vitest';
import { CreateServiceInput } from '@/modules/services/schema';
import type { Service } from '@/modules/services/wire';
import {
  fieldsOf,
  NEW_PACING,
  NEW_PARTY,
  NEW_SERVICE,
  NEW_TURN,
  problemsOf,
  type ServiceFields,
  wireOf,
} from './service-fields';

const SERVICE: Service = {
  ...{ id: 's', version: 7, name: 'Cena', weekdays: [1, 2, 6], firstDay: '2030-01-01', lastDay: null },
  ...{ opensAt: '20:00', lastSeatingAt: '00:30', closesAt: '02:00', stepMinutes: 30, mode: 'TABLES' },
  ...{ turnMinutes: 120, bufferMinutes: 10, noticeMinutes: 60, horizonDays: 90 },
  turns: [{ minParty: 1, maxParty: 2, minutes: 90, bufferMinutes: 0 }],
  pacing: [
    {
      ...{ from: '21:00', until: null, startCovers: 20, startParties: null },
      ...{ presentCovers: 0, presentParties: null, onlineCovers: 8 },
    },
  ],
  parties: [{ maxParty: 2, seats: 4, from: '21:00', until: '23:00' }],
  exceptions: [
    { day: '2030-12-24', hours: { opensAt: '19:00', lastSeatingAt: '21:00', closesAt: '23:00' } },
    { day: '2030-12-25', hours: null },
  ],
  active: true,
};

describe('the form of a service', () => {
  it('shows and sends a service as it is', () => {
    const { id: _, version: __, ...wire } = SERVICE;
    expect(wireOf(fieldsOf(SERVICE))).toEqual(wire);
    expect(problemsOf(fieldsOf(SERVICE))).toEqual([]);
  });

  it('sends what the server takes, from the first moment and with every rule that can be added', () => {
    const added = { turns: [NEW_TURN], pacing: [NEW_PACING], parties: [NEW_PARTY] };
    for (const rules of [{}, added]) {
      const fields: ServiceFields = { ...NEW_SERVICE, ...rules, name: ' Cena ' };
      expect(problemsOf(fields)).toEqual([]);
      const wire = wireOf(fields);
      expect(wire).toMatchObject({ name: 'Cena', firstDay: null });
      expect(CreateServiceInput.parse(wire)).toEqual(wire);
    }
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ weekdays: [] }, 'weekdays'],
    [{ opensAt: '' }, 'opensAt'],
    [{ stepMinutes: '4' }, 'stepMinutes'],
    [{ turnMinutes: '2 horas' }, 'turnMinutes'],
    [{ firstDay: '2030-02-01', lastDay: '2030-01-01' }, 'lastDay'],
    [{ turns: [{ ...NEW_TURN, minParty: '3' }] }, 'turns'],
    [{ pacing: [{ ...NEW_PACING, startCovers: '-1' }] }, 'pacing'],
    [{ parties: [{ ...NEW_PARTY, from: '9' }] }, 'parties'],
    [{ exceptions: [{ day: '', isClosed: true, opensAt: '', lastSeatingAt: '', closesAt: '' }] }, 'exceptions'],
    [{ horizonDays: '731' }, 'horizonDays'],
  ] satisfies [Partial<ServiceFields>, string][])('refuses %j', (changes, name) => {
    expect(problemsOf({ ...NEW_SERVICE, name: 'Cena', ...changes })).toEqual([name]);
  });

  it('refuses one day twice', () => {
    const day = { day: '2030-12-25', isClosed: true, opensAt: '', lastSeatingAt: '', closesAt: '' };
    expect(problemsOf({ ...NEW_SERVICE, name: 'Cena', exceptions: [day, day] })).toEqual(['exceptions']);
  });
});
