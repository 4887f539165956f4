import { RotateCw, TriangleAlert } from 'lucide-react';
import { pageMessages } from '@/shell/page-locale';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';

/**
 * It contains no quotes and no comparisons, because React escapes it as text. It must run before any file of the
 * program fails. The click is heard before React, which holds clicks back while a part that it needs has not come. `Object.hasOwn` is missing before Safari 15.4 and Chrome 93, `TransformStream` before Firefox 102.
 */
const WATCH = `
  if (!(Object.hasOwn ? self.TransformStream : null)) document.documentElement.dataset.old = \`\`;
  addEventListener(\`error\`, function (event) {
    if (event.target.tagName == \`SCRIPT\`) document.documentElement.dataset.lost = \`\`;
  }, true);
  addEventListener(\`click\`, function (event) {
    if (event.target.closest(\`[data-reload]\`)) location.reload();
  }, true);
`;

/** Placed in the head: marks the page when the browser is too old for it, and when one of its scripts does not load. */
export function WatchScripts({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce}>{WATCH}</script>;
}

/**
 * Warns that the program did not load, as long as it has not started (`data-alive`): without the program, nothing else
 * could show it.
 */
export async function LostScriptNotice() {
  const { failed, common } = await pageMessages();
  return (
    <div className="sticky top-0 z-60 hidden bg-canvas p-3 [:root[data-lost]:not([data-alive])_&]:block">
      <Banner
        role="alert"
        tone="warn"
        icon={<TriangleAlert size={18} />}
        action={
          <Button data-reload variant="quiet" size="sm" icon={<RotateCw aria-hidden size={16} />}>
            {common.reloadShort}
          </Button>
        }
      >
        {failed.lostNotice}
      </Banner>
    </div>
  );
}

/** Warns that the browser is older than those of package.json: nothing of the program may run in it. */
export async function OldBrowserNotice() {
  const { failed } = await pageMessages();
  return (
    <div className="hidden bg-canvas p-3 [:root[data-old]_&]:block">
      <Banner role="alert" tone="warn" icon={<TriangleAlert size={18} />}>
        {failed.oldBrowser}
      </Banner>
    </div>
  );
}
