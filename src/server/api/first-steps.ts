import { FirstSteps, GuideChosen } from '@/modules/setup/answers';
import { readFirstSteps } from '@/modules/setup/read-first-steps';
import { FirstStepsInput, GuideInput } from '@/modules/setup/schema';
import { setGuide } from '@/modules/setup/set-guide';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** For whoever sets a venue up, who is a person. */
const guarded = { actor: 'member', permission: 'settings.write', keys: false } as const;

export const firstSteps = endpoint('/api/primeros-pasos', {
  GET: operation({ ...guarded, input: FirstStepsInput, output: FirstSteps, run: readFirstSteps }),
  PUT: operation({ ...guarded, input: GuideInput, output: GuideChosen, run: setGuide }),
});
