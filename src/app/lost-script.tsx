import { RotateCw, TriangleAlert } from 'lucide-react';
import { messages } from '@/i18n/messages';
import { Banner } from '@/ui/banner';
import { buttonClass } from '@/ui/button-class';

/** React escapes it as text: neither quotes nor comparisons. It must run before any file of the program fails. */
const WATCH = `
  addEventListener(\`error\`, function (event) {
    if (event.target.tagName == \`SCRIPT\`) document.documentElement.dataset.lost = \`\`;
  }, true);
  addEventListener(\`click\`, function (event) {
    if (event.target.closest(\`[data-reload]\`)) location.reload();
  });
`;

/** In the head: marks the page when a script of it does not come. */
export function WatchScripts({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce}>{WATCH}</script>;
}

/** Says that the program did not come, for as long as it has not started (`data-alive`): without it nothing else could. */
export function LostScriptNotice() {
  const { failed, reloadShort } = messages.common;
  return (
    <div className="sticky top-0 z-60 hidden bg-canvas p-3 [:root[data-lost]:not([data-alive])_&]:block">
      <Banner
        role="alert"
        tone="warn"
        icon={<TriangleAlert size={18} />}
        action={
          <button type="button" data-reload className={buttonClass({ variant: 'quiet', size: 'sm' })}>
            <RotateCw aria-hidden size={16} />
            {reloadShort}
          </button>
        }
      >
        {failed.lostNotice}
      </Banner>
    </div>
  );
}
