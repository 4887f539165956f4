import { expect, type Page } from '@playwright/test';

/** A tap may meet an answer that is waited for as long as any request is. Milliseconds. */
const PATIENT = { timeout: 40_000 };

interface Party {
  readonly id: string;
  readonly code: string;
}

/** Someone who counts at the door by hand. */
export class DoorPerson {
  /** The reservation of each tap on "Entra 1". */
  readonly taps: string[] = [];

  constructor(readonly page: Page) {}

  /** Lets one person of the party in, and goes on as soon as the screen has answered or says that the count waits. */
  async countOne({ id, code }: Party): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: 'Buscar por nombre' }).click(PATIENT);
    await page.getByLabel('Nombre o código de la reserva').fill(code, PATIENT);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Solo 1' }).click(PATIENT);
    await page.getByRole('button', { name: 'Entra 1', exact: true }).click(PATIENT);
    this.taps.push(id);
    const answer = page.getByTestId('scan-result');
    const waiting = page.getByTestId('scan-pending');
    await expect(answer.or(waiting)).toBeVisible(PATIENT);
    await this.#goOn();
  }

  /** Whatever covers the door goes; a count that waits is answered at any moment. */
  async #goOn(): Promise<void> {
    const { page } = this;
    const next = page.getByRole('button', { name: 'Siguiente' });
    const goOn = page.getByRole('button', { name: 'Seguir con otro pase' });
    await expect(async () => {
      if (await next.isVisible()) await next.click({ timeout: 1000 });
      else if (await goOn.isVisible()) await goOn.click({ timeout: 1000 });
      await expect(next.or(goOn)).toBeHidden({ timeout: 500 });
    }).toPass(PATIENT);
  }
}
