import { DoorClosed } from 'lucide-react';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';

interface DeadEndProps {
  title: string;
  body: string;
  action: string;
}

/** A whole page that says why it shows nothing, with a link to the start page. */
export function DeadEnd({ title, body, action }: DeadEndProps) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        heading="h1"
        icon={<DoorClosed size={28} />}
        title={title}
        body={body}
        action={
          <a href="/" className={buttonClass({ variant: 'primary' })}>
            {action}
          </a>
        }
      />
    </main>
  );
}
