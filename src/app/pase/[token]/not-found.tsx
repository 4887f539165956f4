import { TicketX } from 'lucide-react';
import { messages } from '@/i18n/messages';
import { EmptyState } from '@/ui/empty-state';

export default function PassNotFound() {
  const { title, body } = messages.pase.notFound;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState heading="h1" icon={<TicketX size={28} />} title={title} body={body} />
    </main>
  );
}
