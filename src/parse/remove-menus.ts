import { listsFiles } from './leads-elsewhere.ts'
import { type Measures, measureElements } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/** Takes out lists of which most is links: menus, and titles of other articles. Lists of files stay. */
export function removeMenus(root: PageElement, mayGo: (element: PageElement) => boolean): void {
  const measures = measureElements(root)
  for (const element of [...root.querySelectorAll(LISTS)]) {
    if (mayGo(element) && isMenu(element, measures)) element.remove()
  }
}

/** Takes out the menus in the cells beside the one that holds the headline, where a table lays out the page. */
export function removeMenuCells(root: PageElement, headline: PageElement): void {
  const measures = measureElements(root)
  let cell = headline.closest('td')
  while (cell !== null) {
    for (const beside of [...(cell.parentElement?.children ?? [])]) {
      if (beside !== cell && isMenu(beside, measures)) beside.remove()
    }
    cell = cell.parentElement?.closest('td') ?? null
  }
}

const LISTS = 'ul, ol, dl, div, section, table, td'
const LEAST_LINKS = 3

function isMenu(element: PageElement, measures: Measures): boolean {
  const { links, linkChars, proseChars } = measures(element)
  return links >= LEAST_LINKS && linkChars > proseChars * 2 && !listsFiles(element)
}
