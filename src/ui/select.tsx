'use client';
import { useId } from 'react';
import { FieldShell } from './field-shell';
import { LatePlace } from './late-place';
import { later, useLater } from './later';
import type { SelectProps } from './select-part';

const select = later(() => import('./select-part'));

/** One value out of a few, in a list that opens. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { part: come, ...waiting } = useLater(select, true);
  const id = useId();
  if (come) return <come.SelectPart {...props} />;
  const { label, aside, className } = props;
  return (
    <FieldShell {...{ label, aside, className, id }}>
      <LatePlace waiting={waiting} className="h-11" />
    </FieldShell>
  );
}
