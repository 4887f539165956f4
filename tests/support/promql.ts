import { parser } from '@prometheus-io/lezer-promql';

/** Label values by label name, by metric name. */
export type Exposed = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** The scraper adds these itself. */
const SCRAPED_LABELS = new Set(['job', 'instance']);
/** Written by the scraper about each target. */
const SCRAPED = new Set(['up']);

/** What a scrape in Prometheus's text format holds. */
export function readExposed(text: string): Exposed {
  const exposed = new Map<string, Map<string, Set<string>>>();
  for (const line of text.split('\n')) {
    const found = /^([a-z_:][\w:]*)(?:\{(.*)\})? \S+$/i.exec(line);
    if (!found?.[1]) continue;
    const labels = exposed.get(found[1]) ?? new Map<string, Set<string>>();
    exposed.set(found[1], labels);
    for (const [, name = '', value = ''] of (found[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
      labels.set(name, (labels.get(name) ?? new Set()).add(value));
    }
  }
  return exposed;
}

/** What is wrong with an expression: it does not parse, or asks for a metric, label or label value that nobody exposes. */
export function faultsOf(expression: string, exposed: Exposed): string[] {
  // Grafana's own variables stand where PromQL has a duration or text.
  const text = expression.replaceAll('$__rate_interval', '5m');
  const faults: string[] = [];
  let metric = '';
  let label = '';
  let operator = '';
  parser.parse(text).iterate({
    enter(node) {
      const source = text.slice(node.from, node.to);
      if (node.type.isError) faults.push(`does not parse at ${node.from}: ${text}`);
      else if (node.name === 'Identifier') metric = source;
      else if (node.name === 'LabelName' && node.node.parent?.name === 'UnquotedLabelMatcher') label = source;
      else if (node.name === 'MatchOp') operator = source;
      else if (node.name === 'StringLiteral') {
        const fault = matcherFault(exposed.get(metric), label, operator, source.slice(1, -1));
        if (fault) faults.push(`${metric}{${label}${operator}${source}}: ${fault}`);
      }
      if (node.name === 'Identifier' && !exposed.has(metric) && !SCRAPED.has(metric))
        faults.push(`${metric} is not exposed`);
    },
  });
  return faults;
}

function matcherFault(
  labels: ReadonlyMap<string, ReadonlySet<string>> | undefined,
  label: string,
  operator: string,
  value: string,
): string | null {
  if (SCRAPED_LABELS.has(label) || !labels) return null;
  const values = labels.get(label);
  if (!values) return 'no such label';
  const known = (one: string) => values.has(one) || (label === 'status' && /^\d(\d\d|\.\.)$/.test(one));
  const wanted = operator.includes('~') ? value.split('|') : [value];
  const strange = wanted.filter((one) => !known(one));
  return strange.length > 0 ? `no such value: ${strange.join(', ')}` : null;
}
