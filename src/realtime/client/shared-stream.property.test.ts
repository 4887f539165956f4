import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAYS, type Op } from './convergence.model';
import { TestBrowser } from './tabs.fixture';

const CHANGES = ['freeze', 'thaw', 'hide', 'show', 'close', 'crash', 'suspend', 'resume', 'reconnect'] as const;
type Change = (typeof CHANGES)[number];
type Step =
  | { readonly do: 'write'; readonly op: Op }
  | { readonly do: 'change'; readonly what: Change; readonly pick: number }
  | { readonly do: 'wait' | 'late' | 'lose'; readonly amount: number }
  | { readonly do: 'cut' | 'outage' | 'back' };

/** How long two tabs that run may both have a stream: a message's way from the new leader to the old one, and its lateness. */
const MOMENT = 400;
const LATEST = 200;
/** From a tab's first word until it leads. */
const ELECTION = 1000;
/** Milliseconds from the end of all faults until a stream is up: one that broke as soon as it was up again waits for its slow delay. */
const RECOVERY = 90_000;

class Run {
  readonly browser: TestBrowser;
  #twoSince: number | null = null;
  #lostAt = Number.NEGATIVE_INFINITY;
  #wroteAt = 0;

  constructor(kind: 'locks' | 'lease') {
    this.browser = new TestBrowser(kind);
    for (let i = 0; i < 3; i += 1) this.browser.open({ visible: i < 2 });
  }

  async perform(step: Step): Promise<void> {
    const { browser } = this;
    if (step.do === 'write') {
      this.#lostAt = Number.NEGATIVE_INFINITY;
      this.#wroteAt = browser.now;
      browser.write(step.op);
    } else if (step.do === 'wait') await this.advance(step.amount);
    else if (step.do === 'late') {
      let turn = step.amount;
      browser.lateness = () => (turn++ * 37) % Math.min(LATEST, step.amount + 1);
    } else if (step.do === 'lose') {
      let left = step.amount % 6;
      browser.isLost = () => {
        if (left-- <= 0) return false;
        this.#lostAt = browser.now;
        return true;
      };
    } else if (step.do === 'outage') {
      browser.isUp = false;
      this.#cut();
    } else if (step.do === 'back') browser.isUp = true;
    else if (step.do === 'change') this.#change(step.what, step.pick);
    else this.#cut();
    await this.advance(0);
  }

  /** Watches throughout that no two streams stay open. Where words were lost, the next event tells the one that was replaced. */
  advance(ms: number): Promise<void> {
    return this.browser.advance(ms, () => {
      const { now, running } = this.browser;
      if (running.length < 2) this.#twoSince = null;
      else this.#twoSince ??= now;
      expect(running.length).toBeLessThan(4);
      const since = this.#twoSince ?? now;
      if (this.#lostAt < since - ELECTION) expect(now - Math.max(since, this.#wroteAt)).toBeLessThan(MOMENT);
    });
  }

  /** A closed tab's place is taken by a new one. */
  #change(what: Change, pick: number): void {
    const { browser } = this;
    const tabs = browser.tabs.filter(({ isClosed }) => !isClosed);
    const tab = tabs[pick % tabs.length];
    if (!tab) return;
    if (what === 'close' || what === 'crash') {
      tab[what]();
      browser.open({ visible: pick % 2 === 0 });
    } else if (what === 'suspend') tab.change('suspended');
    else if (what === 'resume') tab.change('resumed');
    else if (what === 'freeze') tab.freeze();
    else if (what === 'thaw') tab.thaw();
    else if (what === 'hide') tab.hide();
    else if (what === 'show') tab.show();
    else tab.stream.reconnect();
  }

  #cut(): void {
    for (const stream of this.browser.streams) stream.cut();
  }
}

const pick = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ kind: fc.constantFrom('create', 'edit', 'move', 'delete', 'scan', 'status'), pick, value: fc.nat(20) })
      .map((op) => ({ do: 'write' as const, op: op as Op })),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait'), amount: fc.constantFrom(1, 20, 100, 500, 3000, 8000) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('change' as const), what: fc.constantFrom(...CHANGES), pick }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('late', 'lose'), amount: fc.nat(200) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cut', 'outage', 'back') }) },
);

test.each(['locks', 'lease'] as const)(
  'by %s, whatever tabs and messages do, every tab ends equal to the database over one stream',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const run = new Run(kind);
        const { browser } = run;
        try {
          for (const next of steps) await run.perform(next);
          browser.isUp = true;
          browser.lateness = () => 0;
          browser.isLost = () => false;
          const tabs = browser.tabs.filter(({ isClosed }) => !isClosed);
          for (const tab of tabs) {
            tab.thaw();
            tab.change('resumed');
          }
          tabs[0]?.show();
          for (let waited = 0; waited < RECOVERY && browser.running.length === 0; waited += 5000)
            await run.advance(5000);
          await run.advance(15_000);
          expect(browser.running).toHaveLength(1);
          const connects = browser.connects;
          browser.write();
          await run.advance(20_000);
          expect([browser.connects, browser.running.length]).toEqual([connects, 1]);
          for (const tab of tabs) {
            expect(tab.wrong).toEqual([]);
            expect(tab.isLive).toBe(true);
            expect(tab.list).toEqual(browser.database.snapshot(DAYS[0]));
          }
        } finally {
          browser.end();
        }
      }),
      { numRuns: 120 },
    );
  },
  120_000,
);
