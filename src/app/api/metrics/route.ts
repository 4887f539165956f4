import { methods } from '@/server/methods';
import { scrape } from '@/server/metrics/scrape';
import { handled } from '@/server/route';

export const dynamic = 'force-dynamic';

/** For Prometheus: `Authorization: Bearer METRICS_TOKEN`. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: handled(scrape) });
