/** Documents that fit through every limit of a visit and try to harm whoever reads them. */
export type HostileDocument = { readonly name: string; readonly make: () => string }

const rss = (inner: string, doctype = ''): string =>
  `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><title>Harbour</title><item><title>Pier 4</title>${inner}</item></channel></rss>`

/** Entities that stand for ten of the one before each. */
const laughs = Array.from(
  { length: 10 },
  (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
).join('')

export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  {
    name: 'a billion laughs',
    make: () =>
      rss('<description>&l10;</description>', `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>`),
  },
  {
    name: 'a long entity that is repeated often',
    make: () =>
      rss(
        `<description>${'&a;'.repeat(20_000)}</description>`,
        `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(20_000)}">]>`,
      ),
  },
  {
    name: 'an entity that stands for itself',
    make: () => rss('<description>&a;</description>', '<!DOCTYPE rss [<!ENTITY a "&a;">]>'),
  },
  {
    name: 'an entity that is a file of the reader',
    make: () =>
      rss(
        '<description>&a;</description>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
      ),
  },
  {
    name: 'an attribute of 8 MB',
    make: () => rss(`<guid isPermaLink="${'a'.repeat(8_000_000)}">1</guid>`),
  },
  {
    name: 'ten thousand attributes',
    make: () =>
      rss(`<guid ${Array.from({ length: 10_000 }, (_, n) => `a${n}="1"`).join(' ')}>1</guid>`),
  },
  {
    name: 'a nesting of 10,000 elements',
    make: () =>
      rss(`<description>${'<a>'.repeat(10_000)}deep${'</a>'.repeat(10_000)}</description>`),
  },
  {
    name: 'a nesting of 10,000 elements that is never closed',
    make: () => rss(`<description>${'<a>'.repeat(10_000)}deep`),
  },
  {
    name: 'names that objects have by themselves',
    make: () => rss('<__proto__><constructor>1</constructor></__proto__>'),
  },
]
