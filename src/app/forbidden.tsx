import { DeadEnd } from '@/shell/dead-end';
import { pageMessages } from '@/shell/page-locale';

export default async function Forbidden() {
  return <DeadEnd {...(await pageMessages()).monitor.refused} />;
}
