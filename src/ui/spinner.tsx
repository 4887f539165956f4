import { LoaderCircle } from 'lucide-react';

/** Decorative: the text beside it says what is in progress. */
export function Spinner({ size = 18 }: { size?: number }) {
  return <LoaderCircle aria-hidden size={size} className="animate-spin" />;
}
