import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { shared } from '../shared';

/** The metrics of this process. Every metric is created through this file, so that it exists once, whichever bundle uses it. */
export function registry(): Registry {
  return shared('metrics.registry', () => new Registry());
}

/** A label may only have values of a small, fixed set: never an id, an address or anything personal. */
export function counter<Label extends string = never>(
  name: string,
  help: string,
  labels: Partial<Record<Label, readonly string[]>> = {},
): Counter<Label> {
  return shared(`metrics.${name}`, () => {
    const labelNames = Object.keys(labels) as Label[];
    const made = new Counter({ name, help, labelNames, registers: [registry()] });
    startAtZero(made, labels);
    return made;
  });
}

/** `buckets`: upper bounds, ascending. */
export function histogram<Label extends string = never>(
  name: string,
  help: string,
  buckets: readonly number[],
  labelNames: readonly Label[] = [],
): Histogram<Label> {
  return shared(
    `metrics.${name}`,
    () => new Histogram({ name, help, buckets: [...buckets], labelNames, registers: [registry()] }),
  );
}

/** Values by label value, or one value. */
type Reading = number | Readonly<Partial<Record<string, number>>>;

/** A gauge that is read at each scrape. `label` is the name of the label whose values are the keys of a reading. */
export function readGauge(name: string, help: string, read: () => Reading, label?: string): void {
  shared(`metrics.${name}`, () => {
    const collect = (gauge: Gauge) => {
      gauge.reset();
      each(read(), label, (labels, value) => gauge.set(labels, value));
    };
    return new Gauge({ name, help, labelNames: names(label), registers: [registry()], collect: collectWith(collect) });
  });
}

/** A counter whose sum is stored elsewhere, as a plain number, and read at each scrape. */
export function readCounter(name: string, help: string, read: () => Reading, label?: string): void {
  shared(`metrics.${name}`, () => {
    const collect = (made: Counter) => {
      made.reset();
      each(read(), label, (labels, value) => made.inc(labels, value));
    };
    return new Counter({
      name,
      help,
      labelNames: names(label),
      registers: [registry()],
      collect: collectWith(collect),
    });
  });
}

function collectWith<Metric>(collect: (metric: Metric) => void): (this: Metric) => void {
  return function () {
    collect(this);
  };
}

function names(label: string | undefined): string[] {
  return label === undefined ? [] : [label];
}

function each(
  reading: Reading,
  label: string | undefined,
  use: (labels: Record<string, string>, value: number) => void,
): void {
  if (typeof reading === 'number') use({}, reading);
  else
    for (const [key, value] of Object.entries(reading)) if (label && value !== undefined) use({ [label]: key }, value);
}

/** If a series first appears with its first event, `increase()` does not count that event. */
function startAtZero<Label extends string>(
  made: Counter<Label>,
  labels: Partial<Record<Label, readonly string[]>>,
): void {
  const entries = Object.entries(labels) as [Label, readonly string[]][];
  const [only] = entries;
  if (entries.length !== 1 || !only) return;
  for (const value of only[1]) made.inc({ [only[0]]: value } as Record<Label, string>, 0);
}
