import { LatePlace } from '@/ui/late-place';
import { lateComponent } from '@/ui/later';

/** Loaded apart: most doors read passes. */
export const NoScan = lateComponent<object>(
  () => import('./no-scan-part').then(({ NoScanPart }) => NoScanPart),
  ({ waiting }) => <LatePlace waiting={waiting} className="min-h-64 grow" />,
);
