import type { Browser } from '@playwright/test';
import type { TestServer } from '../../tests/support/server';

/** Where everything is measured: the built product with the demo in it, and a browser. */
export interface Place {
  readonly server: TestServer;
  readonly browser: Browser;
}

/** One line of the table. */
export interface Row {
  /** Names the line in every run: earlier results are found by it. */
  readonly what: string;
  readonly unit: 'KB' | 'MB' | 'ms' | 'elements';
  /** What the line should stay under. */
  readonly goal?: number;
  /** One value of each round. */
  readonly values: readonly number[];
}

/** One subject. To add another, write a file in `measurements/` and name it in `main.ts`. */
export interface Measurement {
  readonly name: string;
  run(place: Place, rounds: number): Promise<readonly Row[]>;
}
