import { TicketX } from 'lucide-react';
import { pageMessages } from '@/shell/page-locale';
import { EmptyState } from '@/ui/empty-state';

export default async function PassNotFound() {
  const { title, body } = (await pageMessages()).pase.notFound;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState heading="h1" icon={<TicketX size={28} />} title={title} body={body} />
    </main>
  );
}
