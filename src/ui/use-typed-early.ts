import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Tells what was typed into a field before this script ran: React shows it, but has told nobody. Without `value`, the field is not a screen's. */
export function useTypedEarly(
  input: RefObject<HTMLInputElement | null>,
  value: string | undefined,
  tell: (field: HTMLInputElement) => void,
): void {
  const take = useEffectEvent(() => {
    const field = input.current;
    if (field && value !== undefined && field.value !== value) tell(field);
  });
  useEffect(() => take(), []);
}
