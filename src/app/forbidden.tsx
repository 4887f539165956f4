import { DoorClosed } from 'lucide-react';
import Link from 'next/link';
import { messages } from '@/i18n/messages';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';

export default function Forbidden() {
  const { refused } = messages.monitor;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        heading="h1"
        icon={<DoorClosed size={28} />}
        title={refused.title}
        body={refused.body}
        action={
          <Link href="/" className={buttonClass({ variant: 'primary' })}>
            {refused.action}
          </Link>
        }
      />
    </main>
  );
}
