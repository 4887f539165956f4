import { expect, type Locator, type Page } from '@playwright/test';

/** Milliseconds. An answer of another count may cover the door at any moment: what does not work in a step's time begins again. */
const STEP = { timeout: 4000 };
const PATIENT = { timeout: 60_000 };

interface Party {
  readonly id: string;
  readonly code: string;
}

/** Someone who counts at the door by hand. */
export class DoorPerson {
  /** The reservation of each tap on "Entra 1". */
  readonly taps: string[] = [];
  readonly #covers: readonly Locator[];

  constructor(readonly page: Page) {
    this.#covers = [
      page.getByRole('button', { name: 'Siguiente' }),
      page.getByRole('button', { name: 'Seguir con otro pase' }),
    ];
  }

  /** Lets one person of the party in, and goes on as soon as the screen has answered or says that the count waits. */
  async countOne({ id, code }: Party): Promise<void> {
    const { page } = this;
    // A tab behind another draws nothing.
    await page.bringToFront();
    const confirm = page.getByRole('button', { name: 'Entra 1', exact: true });
    await expect(async () => {
      await this.#uncover();
      if (!(await page.getByTestId('party-sheet').isVisible())) await this.#find(code);
      await page.getByRole('button', { name: 'Solo 1' }).click(STEP);
      await expect(confirm).toBeVisible(STEP);
    }).toPass(PATIENT);
    await confirm.click(PATIENT);
    this.taps.push(id);
    await expect(page.getByTestId('scan-result').or(page.getByTestId('scan-pending'))).toBeVisible(PATIENT);
    await expect(() => this.#uncover()).toPass(PATIENT);
  }

  async #find(code: string): Promise<void> {
    const { page } = this;
    const field = page.getByLabel('Nombre o código de la reserva');
    if (!(await field.isVisible())) await page.getByRole('button', { name: 'Buscar por nombre' }).click(STEP);
    await field.fill(code, STEP);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('party-sheet')).toBeVisible(STEP);
  }

  /** Answers wait behind each other: all go. */
  async #uncover(): Promise<void> {
    for (const cover of this.#covers) if (await cover.isVisible()) await cover.click({ timeout: 1000 });
    for (const cover of this.#covers) expect(await cover.isVisible()).toBe(false);
  }
}
