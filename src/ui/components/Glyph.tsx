// The shapes that carry a status before its colour does. Decorative for screen readers: a word always stands beside.

export type Shape =
  | 'met'
  | 'partly'
  | 'unmet'
  | 'not-applicable'
  | 'unobservable'
  | 'clear'
  | 'blanked'
  | 'labelled'
  | 'noted'
  | 'scanning'
  | 'unknown'
  | 'paused'
  | 'warning';

const RING = <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />;
const QUESTION = (
  <path
    d="M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.6.25-.8.6-.8 1.2M8 11.4v.2"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
  />
);
const DOTTED = (
  <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="1.6 2.2" />
);
const CHECK = 'm4.8 8.3 2.2 2.2 4.2-4.6';

const DRAWINGS: Readonly<Record<Shape, preact.JSX.Element>> = {
  met: (
    <g>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path class="glyph-cut" d={CHECK} fill="none" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </g>
  ),
  partly: (
    <g>
      {RING}
      <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
    </g>
  ),
  unmet: (
    <g>
      <path d="M8 .9 15.1 8 8 15.1.9 8z" fill="currentColor" />
      <path class="glyph-cut" d="M8 4.6v4M8 11v.1" fill="none" stroke-width="1.8" stroke-linecap="round" />
    </g>
  ),
  'not-applicable': (
    <g>
      {RING}
      <path d="M5 8h6" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
    </g>
  ),
  unobservable: (
    <g>
      {DOTTED}
      {QUESTION}
    </g>
  ),
  clear: (
    <g>
      {RING}
      <path d={CHECK} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
    </g>
  ),
  blanked: (
    <g>
      <path d="M1 3.2h9M1 12.8h11" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" />
      <rect x="1" y="5.6" width="14" height="4.8" rx="1" fill="currentColor" />
    </g>
  ),
  labelled: (
    <g>
      <path d="M1.5 2.5h6.2L14.6 9l-5.4 5.4-7.7-7z" fill="none" stroke="currentColor" stroke-width="1.5" />
      <circle cx="4.8" cy="5.6" r="1.1" fill="currentColor" />
    </g>
  ),
  noted: (
    <g>
      <path d="M3 1.5h10v13H3z" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M5.4 5.2h5.2M5.4 8h5.2M5.4 10.8h3" stroke="currentColor" stroke-width="1.3" />
    </g>
  ),
  scanning: (
    <g>
      <path
        d="M8 1.75A6.25 6.25 0 1 1 1.75 8"
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
      />
    </g>
  ),
  unknown: (
    <g>
      {DOTTED}
      {QUESTION}
    </g>
  ),
  paused: (
    <g>
      {RING}
      <path d="M6.3 5.4v5.2M9.7 5.4v5.2" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" />
    </g>
  ),
  warning: (
    <g>
      <path d="M8 1.6 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
      <path d="M8 6v3.6M8 11.8v.1" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
    </g>
  ),
};

/** A status shape in the colour of its tone. */
export function Glyph({ shape, size = 16 }: { shape: Shape; size?: number }) {
  return (
    <svg
      class={`glyph tone-${shape}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[shape]}
    </svg>
  );
}
