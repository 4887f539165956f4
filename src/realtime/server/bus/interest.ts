/** Which businesses are wanted, and which of them the current link has subscribed to. */
export class Interest {
  readonly #wanted = new Set<string>();
  readonly #heard = new Set<string>();
  #changed = new Set<string>();

  get heard(): number {
    return this.#heard.size;
  }

  /** Whether the link has changes to apply. */
  get pending(): boolean {
    return this.#changed.size > 0;
  }

  wants(businessId: string): boolean {
    return this.#wanted.has(businessId);
  }

  set(businessId: string, wanted: boolean): void {
    if (wanted) this.#wanted.add(businessId);
    else this.#wanted.delete(businessId);
    this.#changed.add(businessId);
  }

  /** The changes that the link must apply; the caller confirms them with `settle`. */
  take(): { add: string[]; drop: string[] } {
    const add: string[] = [];
    const drop: string[] = [];
    for (const businessId of this.#changed) {
      const wanted = this.#wanted.has(businessId);
      if (wanted !== this.#heard.has(businessId)) (wanted ? add : drop).push(businessId);
    }
    this.#changed.clear();
    return { add, drop };
  }

  settle({ add, drop }: { readonly add: readonly string[]; readonly drop: readonly string[] }): void {
    for (const businessId of drop) this.#heard.delete(businessId);
    for (const businessId of add) this.#heard.add(businessId);
  }

  /** A new link has no subscriptions yet. */
  restart(): void {
    this.#heard.clear();
    this.#changed = new Set(this.#wanted);
  }
}
