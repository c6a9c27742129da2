import { html } from 'hono/html'
import { csrfField } from '../access/check-csrf.ts'
import type { PageFrame } from '../web-app.ts'
import type { Markup } from './bare-page.ts'
import { timeTag } from './time.ts'

/** The entries of the navigation, in their order. */
const SECTIONS = {
  overview: { path: '/overview', title: 'Overview' },
  stories: { path: '/stories', title: 'Stories' },
  rules: { path: '/rules', title: 'Rules' },
  feeds: { path: '/feeds', title: 'Feeds' },
  alerts: { path: '/alerts', title: 'Alerts' },
  mail: { path: '/mail', title: 'Mailbox' },
  config: { path: '/config', title: 'Configuration' },
} as const

export type Section = keyof typeof SECTIONS

export type LayoutOptions = {
  readonly title: string
  /** What the page belongs to; null: nothing of the navigation. */
  readonly section: Section | null
  /** Whether it is the page that the navigation leads to, or one beneath it. */
  readonly depth: 'index' | 'beneath'
  /** Seconds after which a script reads the page again; null: never. */
  readonly refreshSeconds: number | null
  /** Further scripts of src/web/assets. */
  readonly scripts: readonly string[]
  /** An Atom feed of what the page shows. */
  readonly feed?: { readonly title: string; readonly href: string }
}

/** The frame of every page. */
export function layout(options: LayoutOptions, frame: PageFrame, body: Markup): Markup {
  const { title, refreshSeconds, scripts } = options
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Policywatch</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/pages.css">
<link rel="stylesheet" href="/assets/laboratory.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${options.feed === undefined ? html`` : html`<link rel="alternate" type="application/atom+xml" title="${options.feed.title}" href="${options.feed.href}">`}
<script src="/assets/times.js" defer></script>
${refreshSeconds === null ? html`` : html`<script src="/assets/refresh.js" data-seconds="${refreshSeconds}" defer></script>`}
${scripts.map((name) => html`<script src="/assets/${name}" defer></script>`)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="brand" href="/">Policywatch</a>
<nav aria-label="Pages"><ul role="list">${navigation(options, frame)}</ul></nav>
${frame.hasLogin ? html`<form method="post" action="/logout" class="logout">${csrfField(frame)}<button class="plain">Log out</button></form>` : html``}
</header>
<main id="main" tabindex="-1">
${refusal(frame)}
${body}
</main>
</body>
</html>
`
}

function navigation(
  { section, depth }: LayoutOptions,
  { hasMailbox }: PageFrame,
): readonly Markup[] {
  const current = depth === 'index' ? 'page' : 'true'
  return Object.entries(SECTIONS)
    .filter(([name]) => name !== 'mail' || hasMailbox)
    .map(
      ([name, { path, title }]) =>
        html`<li><a href="${path}"${name === section ? html` aria-current="${current}"` : html``}>${title}</a></li>`,
    )
}

function refusal({ refusedSince, timezone }: PageFrame): Markup {
  if (refusedSince === null) return html``
  return html`<aside class="banner" role="status" aria-label="Configuration"><b>The changed config.yaml is refused</b>, since ${timeTag(refusedSince, timezone)}. What was in force before stays in force. <a href="/config#problems">See what is wrong with it</a></aside>`
}
