/** A party that is there, `[at, until)`, in milliseconds since 1970. */
interface Guests {
  readonly at: number;
  readonly until: number;
  readonly guests: number;
}

/** How many are there at an instant. */
export interface Presence {
  readonly at: number;
  readonly parties: number;
  readonly guests: number;
}

export function thereAt(parties: readonly Guests[], at: number): Presence {
  let [there, guests] = [0, 0];
  for (const party of parties) {
    if (party.at > at || at >= party.until) continue;
    there += 1;
    guests += party.guests;
  }
  return { at, parties: there, guests };
}

/** How many are there at each instant at which somebody starts, in order. */
export function peaksOf(parties: readonly Guests[]): Presence[] {
  const coming = [...parties].sort((a, b) => a.at - b.at);
  const leaving = [...parties].sort((a, b) => a.until - b.until);
  const peaks: Presence[] = [];
  let [gone, guests] = [0, 0];
  for (const [i, { at, guests: more }] of coming.entries()) {
    for (let next = leaving[gone]; next && next.until <= at; next = leaving[gone]) {
      guests -= next.guests;
      gone += 1;
    }
    guests += more;
    if (coming[i + 1]?.at !== at) peaks.push({ at, parties: i + 1 - gone, guests });
  }
  return peaks;
}

/** The place of the first that is after an instant. */
export function firstAfter(peaks: readonly Presence[], at: number): number {
  let [low, high] = [0, peaks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((peaks[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
