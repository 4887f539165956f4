const COLUMNS = 7;
const ROWS = 6;
/** The doorways with light: selected by hand, so that the lights rise to the right. */
const LIT = new Set([5, 11, 13, 18, 20, 24, 26, 27, 31, 32, 34, 37, 39, 40, 41]);
const ENTERED = new Set([13, 27, 32, 40]);

/** A façade of doorways, some of them lit, in night colours for every theme. Decorative. */
export function Facade({ claim }: { claim: string }) {
  return (
    <aside className="relative hidden overflow-hidden bg-night lg:block">
      <svg
        aria-hidden="true"
        className="absolute inset-0 size-full"
        viewBox={`0 0 ${COLUMNS * 40} ${ROWS * 52}`}
        preserveAspectRatio="xMidYMid slice"
      >
        {Array.from({ length: COLUMNS * ROWS }, (_, index) => {
          const x = (index % COLUMNS) * 40 + 7;
          const y = Math.floor(index / COLUMNS) * 52 + 9;
          const lit = LIT.has(index);
          return (
            <g key={`${x}-${y}`} transform={`translate(${x} ${y})`}>
              <path
                d="M0 38V13a13 13 0 0 1 26 0v25z"
                fill={lit ? '#f65eab' : '#231625'}
                fillOpacity={lit ? (ENTERED.has(index) ? 1 : 0.3 + ((index * 7) % 5) / 10) : 1}
              />
              {ENTERED.has(index) && (
                <g fill="#100a11">
                  <circle cx="13" cy="17" r="3.6" />
                  <path d="M6.5 38v-8a6.5 6.5 0 0 1 13 0v8z" />
                </g>
              )}
            </g>
          );
        })}
      </svg>
      <div className="absolute inset-0 bg-linear-to-t from-15% from-night via-45% via-night/60 to-80% to-transparent" />
      <p className="display absolute right-12 bottom-14 left-14 max-w-lg text-balance text-3xl text-paper">{claim}</p>
    </aside>
  );
}
