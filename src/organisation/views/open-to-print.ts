/**
 * Prints a page that the server made: in a frame of this page, so that no pop-up blocker can swallow what is shown once.
 * The page is written into the frame, since the panel's security policy lets no frame load from elsewhere.
 */

export function openToPrint(html: string): void {
  for (const earlier of document.querySelectorAll('.lt-print-frame')) earlier.remove()
  const frame = document.createElement('iframe')
  frame.title = 'A4'
  frame.className = 'lt-print-frame'
  frame.srcdoc = html
  frame.addEventListener('load', () => {
    frame.contentWindow?.focus()
    frame.contentWindow?.print()
  })
  document.body.append(frame)
}
