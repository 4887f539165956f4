import { DeadEnd } from '@/shell/dead-end';
import { pageMessages } from '@/shell/page-locale';

export default async function NotFound() {
  return <DeadEnd {...(await pageMessages()).common.notFound} />;
}
