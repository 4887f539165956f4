import { Banner } from '@/ui/banner';
import { pageMessages } from './page-locale';

/** Says, on a page that works by script alone, that it needs one. */
export async function NoScript() {
  const { failed } = await pageMessages();
  return (
    <noscript>
      <div className="p-3">
        <Banner tone="warn">{failed.noScript}</Banner>
      </div>
    </noscript>
  );
}
