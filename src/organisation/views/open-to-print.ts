/** Prints a page that the server made: in a frame of this page, so that no pop-up blocker can swallow what is shown once. */

export function openToPrint(html: string): void {
  const address = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
  const frame = document.createElement('iframe')
  frame.title = 'A4'
  frame.className = 'lt-print-frame'
  frame.src = address
  frame.addEventListener('load', () => {
    const inside = frame.contentWindow
    if (!inside) return
    const done = () => {
      frame.remove()
      URL.revokeObjectURL(address)
    }
    inside.addEventListener('afterprint', () => setTimeout(done, 500))
    inside.focus()
    inside.print()
  })
  document.body.append(frame)
}
