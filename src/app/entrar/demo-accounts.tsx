import type { DemoAccount } from '@/modules/access/answers';
import { pageMessages } from '@/shell/page-locale';

/** The accounts that can sign in to the demo; shown only when the installation contains nothing else. */
export async function DemoAccounts({ accounts }: { accounts: readonly DemoAccount[] }) {
  const { demo, roles } = (await pageMessages()).people;
  return (
    <section aria-labelledby="demo" data-testid="demo-accounts" className="mt-8 border-line border-t pt-6">
      <h2 id="demo" className="font-semibold">
        {demo.accounts}
      </h2>
      <p className="mt-1 text-ink-soft text-sm">{demo.password}</p>
      <ul className="mt-3 grid gap-2 text-sm">
        {accounts.map(({ email, role, venue }) => (
          <li key={`${email} ${venue}`} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="select-all font-medium">{email}</span>
            <span className="text-ink-faint">{[roles[role], venue].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
