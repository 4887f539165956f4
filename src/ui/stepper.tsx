'use client';
import clsx from 'clsx';
import { useId } from 'react';
import { FieldShell } from './field-shell';
import { LatePlace } from './late-place';
import { lateComponent } from './later';
import type { StepperProps } from './stepper-part';

/** A whole number with a button at each side. */
export const Stepper = lateComponent<StepperProps>(
  () => import('./stepper-part').then(({ StepperPart }) => StepperPart),
  ({ props: { label, aside, className, size }, waiting }) => (
    <FieldShell {...{ label, aside, className }} id={useId()}>
      <LatePlace waiting={waiting} className={clsx(size === 'big' ? 'h-20' : 'h-11')} />
    </FieldShell>
  ),
);
