import type { Browser } from '@playwright/test';
import type { TestServer } from '../../tests/support/server';
import type { Row } from '../report';

/** Where everything is measured: the built product with the demo in it, and a browser. */
export interface Place {
  readonly server: TestServer;
  readonly browser: Browser;
}

/** One subject. To add another, write a file in `measurements/` and name it in `main.ts`. */
export interface Measurement {
  readonly name: string;
  run(place: Place, rounds: number): Promise<readonly Row[]>;
}
