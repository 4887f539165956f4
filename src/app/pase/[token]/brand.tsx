import Image from 'next/image';
import type { CSSProperties } from 'react';
import { inkOn } from '@/modules/venues/accent';

/** The venue's colour, with the colour of words on it; nothing for a venue without one. */
export function brandStyle({ accent }: { accent: string | null }): CSSProperties | undefined {
  return accent === null ? undefined : { background: accent, color: inkOn(accent) };
}

/** On white, for which logos are drawn, in both themes. Its name stands beside it. */
export function VenueLogo({ path }: { path: string | null }) {
  if (path === null) return null;
  return (
    <span className="mx-auto mb-2 flex h-12 w-fit max-w-full items-center rounded-control bg-paper p-1.5 ring-1 ring-line tall:mb-4 tall:h-20 tall:rounded-card tall:p-2">
      <Image
        unoptimized
        loading="eager"
        src={path}
        alt=""
        width={192}
        height={64}
        className="h-full w-auto max-w-48 object-contain"
      />
    </span>
  );
}
