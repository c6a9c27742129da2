import type { Measure } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/** Whether an element is there for its links: a list of them, or teasers whose headings are links. */
export function leadsElsewhere({
  links,
  linkChars,
  proseChars,
  headings,
  linkedHeadings,
}: Measure): boolean {
  if (links === 0) return false
  return linkChars >= proseChars || (headings > 0 && linkedHeadings === headings)
}

/** Whether it leads to files, which belong to the article that they are attached to. */
export function listsFiles(element: PageElement): boolean {
  const links = [...element.querySelectorAll('a')]
  const files = links.filter(
    (link) => FILE.test(link.getAttribute('href') ?? '') || FILE.test(link.textContent.trim()),
  )
  return files.length * 2 > links.length
}

const FILE =
  /\.(?:pdf|hwpx?|docx?|xlsx?|pptx?|odt|ods|zip|csv|txt)(?:\)|\s*[([].{0,40}[)\]])?(?:[?#].*)?$/i
