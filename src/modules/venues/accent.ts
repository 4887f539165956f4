/** Relative luminances (WCAG 2.2) of what an accent lies on: the darkest light surface and the lightest dark one. */
export const GROUNDS = { light: 0.9023, dark: 0.012 } as const;
/** WCAG 2.2, 1.4.11: a control against what is around it. */
const LEAST_CONTRAST = 3;

const HEX = /^#[0-9a-f]{6}$/;

/** Whether a text is a colour as `#rrggbb`, in lower case. */
export function isColour(text: string): boolean {
  return HEX.test(text);
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** By WCAG 2.2: 0 is black and 1 is white. */
export function luminanceOf(colour: string): number {
  const [r = 0, g = 0, b = 0] = channelsOf(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** By WCAG 2.2: 1 to 21. */
export function contrastOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Whether an accent differs enough from the surfaces of both themes. */
export function isVisibleAccent(colour: string): boolean {
  const luminance = luminanceOf(colour);
  return Object.values(GROUNDS).every((ground) => contrastOf(luminance, ground) >= LEAST_CONTRAST);
}

/** The colour of words on an accent: one of the two differs from any colour by 4.5:1 at least. */
export function inkOn(accent: string): '#ffffff' | '#000000' {
  const luminance = luminanceOf(accent);
  return contrastOf(luminance, 1) >= contrastOf(luminance, 0) ? '#ffffff' : '#000000';
}

/** The visible accent that is the colour with as little black or white in it as possible; the colour itself if it is one. */
export function nearestAccent(colour: string): string {
  const end = contrastOf(luminanceOf(colour), GROUNDS.light) < LEAST_CONTRAST ? 0 : 255;
  const mixed = (part: number) => {
    const channels = channelsOf(colour).map((value) => Math.round(value + (end - value) * part));
    return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  };
  let part = 0;
  while (part < 1 && !isVisibleAccent(mixed(part))) part += 1 / 256;
  return mixed(part);
}
