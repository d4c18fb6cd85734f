// The frame of the few pages the server writes itself (set-up, refusals): plain, readable, without scripts.

export function page({ title, body }: { title: string; body: string }): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
  body { font: 1.125rem/1.6 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
  h1 { font-size: 1.5rem; line-height: 1.3 }
  label { display: block; margin: 1.25rem 0 .25rem; font-weight: 600 }
  input, select { font: inherit; width: 100%; padding: .6rem; border: 2px solid #444; border-radius: .25rem; box-sizing: border-box }
  button { font: inherit; font-weight: 600; margin-top: 1.75rem; padding: .7rem 1.5rem; border: 0; border-radius: .25rem; background: #9b1c1c; color: #fff; cursor: pointer }
  a { color: #9b1c1c }
  details { margin-top: 1.75rem } summary { cursor: pointer }
  .hint { color: #444; font-weight: 400; margin: 0 }
  .wrong { border-left: .3rem solid #9b1c1c; padding: .2rem 0 .2rem .8rem; font-weight: 600 }
  :focus-visible { outline: 3px solid #f0b400; outline-offset: 2px }
</style>
</head>
<body>
${body}
</body>
</html>
`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
