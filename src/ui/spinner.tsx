import { LoaderCircle } from 'lucide-react';

/** Decorative: the words beside it say what is under way. */
export function Spinner({ size = 18 }: { size?: number }) {
  return <LoaderCircle aria-hidden size={size} className="animate-spin" />;
}
