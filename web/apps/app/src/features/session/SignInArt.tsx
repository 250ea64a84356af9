/** Hausruf's mark, large: an h whose arch is a doorway, with rings going out from it. */
export function SignInArt() {
  return (
    <svg
      viewBox="0 0 640 800"
      preserveAspectRatio="xMinYMax slice"
      fill="none"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M150 330v520M150 600a112 112 0 0 1 224 0v250" stroke="#e9eef6" strokeWidth="34" />
      <g strokeWidth="16">
        <path d="M310.4 405.9A200 200 0 0 1 456.1 551.6" stroke="#f0b23e" />
        <path d="M330.7 324.4A284 284 0 0 1 537.6 531.3" stroke="#f0b23e" />
        <path d="M351.0 242.9A368 368 0 0 1 619.1 511.0" stroke="#37507a" />
        <path d="M371.3 161.4A452 452 0 0 1 700.6 490.7" stroke="#2b4167" />
      </g>
    </svg>
  );
}
