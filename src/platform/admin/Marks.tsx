/** The product's own mark in the panel: on the pages of signing in, and at the start of every page's path. */

/** As public/icon.svg of the team app. */
function Sign({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect width="64" height="64" rx="12" fill="#8a1313" />
      <circle cx="32" cy="32" r="6" fill="#fff" />
      <g fill="none" stroke="#fff" strokeWidth="4" strokeLinecap="round">
        <path d="M21 21a15.6 15.6 0 000 22M43 21a15.6 15.6 0 010 22" />
        <path d="M13.5 14a25.5 25.5 0 000 36M50.5 14a25.5 25.5 0 010 36" />
      </g>
    </svg>
  )
}

export function Logo() {
  return (
    <span className="lt-logo">
      <Sign size={48} />
      Lan Tỏa
    </span>
  )
}

export function Icon() {
  return <Sign size={18} />
}
