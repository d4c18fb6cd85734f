/** Drawn signs, 24×24, in the colour of the text beside them. They repeat what a word says and are silent. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  sound: 'M4 9v6h4l5 4V5L8 9zM16 8.5a5 5 0 010 7M18.5 6a8.5 8.5 0 010 12',
  stop: 'M7 7h10v10H7z',
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M8 5v14M16 5v14',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  cloud: 'M7 18a4.5 4.5 0 01-.5-9A6 6 0 0118 9.5a4.3 4.3 0 01-.5 8.5zM12 17v-6M9.5 13.5L12 11l2.5 2.5',
  team: 'M8.5 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2 20c0-3.5 3-6 6.5-6s6.5 2.5 6.5 6M16 4.3a3.5 3.5 0 010 6.4M18 14.5c2.4.8 4 2.9 4 5.5',
  tick: 'M5 12.5l4.5 4.5L19 7',
  phone: 'M7 3h10v18H7zM11 18h2M9.5 9.5l2 2 3.5-3.5',
  warn: 'M12 4L2.5 20h19zM12 10v4.5M12 17.3v.2',
  dot: 'M12 8a4 4 0 100 8 4 4 0 000-8z',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12zM12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6z',
  hand: 'M6 3h9l4 4v14H6zM9 13l2.5 2.5L16 11',
  report: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  return: 'M9 6L4 11l5 5M4 11h10a6 6 0 016 6v2',
  pausedWork: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5.5l3.5 2',
  camera: 'M4 7h4l1.5-2.5h5L16 7h4v12H4zM12 9.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7z',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  down: 'M12 4v11M7.5 11L12 15.5 16.5 11M5 20h14',
  gear: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 4.7a2.3 2.3 0 100 4.6 2.3 2.3 0 000-4.6zM8 14.7a2.3 2.3 0 100 4.6 2.3 2.3 0 000-4.6z',
  chart: 'M4 20V4M4 20h16M8 16v-4M12.5 16V8M17 16v-6',
  close: 'M6 6l12 12M18 6L6 18',
  reply: 'M4 5h16v11H9l-5 4z',
  turn: 'M19 12a7 7 0 11-2.5-5.4M17 3v4h-4',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
