import { escapeXml } from '../text/escape-xml.ts'
import { OPML_NAMESPACE, type OpmlFeed } from './opml-feed.ts'

/** Feeds as an OPML 2.0 document. `created` is a date as RFC 822 writes it. */
export function renderOpml(title: string, created: string, feeds: readonly OpmlFeed[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="2.0" xmlns:policywatch="${OPML_NAMESPACE}">`,
    '  <head>',
    `    <title>${escapeXml(title)}</title>`,
    `    <dateCreated>${escapeXml(created)}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...feeds.map((feed) => `    ${renderOutline(feed)}`),
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function renderOutline({ url, title, link, labels, own }: OpmlFeed): string {
  const attributes: readonly (readonly [string, string | null])[] = [
    // a text is required; readers show it
    ['text', title ?? own?.id ?? url],
    ['title', title],
    ['type', 'rss'],
    ['xmlUrl', url],
    ['htmlUrl', link],
    ['category', labels.length === 0 ? null : labels.join(',')],
    ['policywatch:id', own?.id ?? null],
    ['policywatch:method', own?.method === 'POST' ? 'POST' : null],
    ['policywatch:body', own?.body ?? null],
    ['policywatch:country', own?.country ?? null],
    ['policywatch:fullText', own?.fullText === true ? 'true' : null],
  ]
  const written = attributes.flatMap(([name, value]) =>
    value === null ? [] : [`${name}="${escapeXml(value)}"`],
  )
  return `<outline ${written.join(' ')}/>`
}
