import { CalendarX2 } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { readPublicPass } from '@/modules/attendance/read-pass';
import { pageMessages } from '@/shell/page-locale';
import { buttonClass } from '@/ui/button-class';
import { PlainForm } from '@/ui/form';
import { passTexts } from '../texts';
import { whenOf } from '../when';

interface CancelPageProps {
  readonly params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageMessages()).pase.cancel.title,
    robots: { index: false, follow: false },
    referrer: 'same-origin',
    other: { google: '' },
  };
}

/** Asks a guest whether they cancel. Opening it changes nothing, since programs that read mail follow links. */
export default async function CancelPage({ params }: CancelPageProps) {
  const { token } = await params;
  const pass = await readPublicPass(token);
  if (!pass) notFound();
  const path = `/pase/${encodeURIComponent(token)}`;
  if (pass.valid === 'cancelled') redirect(path);
  const { t, formats, locale } = await passTexts(pass.locale);
  const mayCancel = 'code' in pass && pass.mayCancel;
  return (
    <main lang={locale} translate="yes" className="grid min-h-dvh place-items-center bg-canvas px-4 py-6">
      <section className="w-full max-w-96 rounded-sheet bg-raised p-6 text-center shadow-lift ring-1 ring-line">
        <CalendarX2 aria-hidden size={32} className="mx-auto text-ink-faint" />
        <h1 className="mt-3 text-balance font-semibold text-xl">{t(mayCancel ? 'cancel.question' : 'cancel.title')}</h1>
        <p className="mt-4 font-semibold">{pass.venueName}</p>
        {'code' in pass && (
          <p className="mt-1 text-balance first-letter:uppercase">
            {t('cancel.what', { ...whenOf(pass, formats), count: pass.guestCount })}
          </p>
        )}
        <p className="mt-4 text-balance text-ink-soft">{t(mayCancel ? 'cancel.consequence' : 'cancel.closed')}</p>
        <div className="mt-6 grid gap-3">
          {mayCancel && (
            <PlainForm action={`/api/pase/${encodeURIComponent(token)}/cancelar`}>
              <button type="submit" className={buttonClass({ variant: 'danger', size: 'lg', block: true })}>
                {t('cancel.confirm')}
              </button>
            </PlainForm>
          )}
          <a href={path} className={buttonClass({ size: 'lg', block: true })}>
            {t(mayCancel ? 'cancel.keep' : 'cancel.back')}
          </a>
        </div>
      </section>
    </main>
  );
}
