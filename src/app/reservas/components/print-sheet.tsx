'use client';
import { later, useLater } from '@/ui/later';
import { Redraw } from '@/ui/redraw';
import { usePrinting } from '@/ui/use-printing';

const sheet = later(() => import('./print-sheet-part').then(({ PrintSheetPart }) => PrintSheetPart));

/** The day as it is printed, whatever the screen shows of it: in the page only while it is being printed. */
export function PrintSheet({ venue }: { venue: string }) {
  const printing = usePrinting();
  const { part: Part } = useLater(sheet, false);
  return <Redraw fallback={null}>{printing && Part && <Part venue={venue} />}</Redraw>;
}

/** Opens the browser's print dialog. Without the part, which the network may refuse, the screen itself is printed. */
export async function printDay(): Promise<void> {
  await sheet.load().catch(() => {});
  window.print();
}
