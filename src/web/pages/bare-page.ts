import { html } from 'hono/html'

/** Markup that has been escaped: what the `html` tag makes. Plain strings put into it are escaped again. */
export type Markup = ReturnType<typeof html>

/** Where a page finds its style; pages behind links with a token have it beside them. */
type BareOptions = {
  readonly title: string
  readonly assets: '/assets/' | ''
  readonly head: Markup
}

/** The frame of pages for somebody who may see nothing else here, or of whom that is not known yet: no navigation. */
export function barePage({ title, assets, head }: BareOptions, body: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${head}
<title>${title} · Policywatch</title>
<link rel="stylesheet" href="${assets}style.css">
<link rel="icon" href="${assets}icon.svg" type="image/svg+xml">
</head>
<body>
<header class="bar"><span class="brand">Policywatch</span></header>
<main id="main" class="narrow">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
}

/** Says what cannot be done and what to do instead. */
export function messagePage(title: string, body: Markup): Markup {
  return barePage(
    { title, assets: '/assets/', head: html`` },
    html`<div role="alert">${body}</div>
<p><a href="/">To the front page</a></p>`,
  )
}
