import { html } from 'hono/html'

/** Markup that has been escaped: what the `html` tag makes. Plain strings put into it are escaped again. */
export type Markup = ReturnType<typeof html>

export type LayoutOptions = {
  readonly title: string
  /** The entry of the navigation that is open, or null for a page beneath one. */
  readonly current: 'overview' | 'mail' | null
  readonly hasMailbox: boolean
  /** Seconds after which the page is read again; null: never. */
  readonly refreshSeconds: number | null
}

/** The frame of every page. */
export function layout(options: LayoutOptions, body: Markup): Markup {
  const mark = (name: 'overview' | 'mail'): Markup =>
    options.current === name ? html` aria-current="page"` : html``
  const refresh =
    options.refreshSeconds === null
      ? html``
      : html`<script src="/assets/refresh.js" data-seconds="${options.refreshSeconds}" defer></script>
<noscript><meta http-equiv="refresh" content="${options.refreshSeconds}"></noscript>`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${options.title} · Policywatch</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${refresh}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="brand" href="/">Policywatch</a>
<nav aria-label="Pages"><a href="/overview"${mark('overview')}>Overview</a>${
    options.hasMailbox ? html`<a href="/mail"${mark('mail')}>Mailbox</a>` : html``
  }</nav>
</header>
<main id="main">
${body}
</main>
</body>
</html>
`
}
