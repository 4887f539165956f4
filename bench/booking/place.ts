import type { Row } from '../report';

/** One subject. To add another, write a file in `measurements/` and name it in `main.ts`. */
export interface Measurement {
  readonly name: string;
  run(rounds: number): Promise<readonly Row[]>;
}
