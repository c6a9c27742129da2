import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openWatched, type WatchedPage } from './look-at-page.ts'
import { type Need, pathOf } from './needs.ts'
import { openPagesWorld, type PagesWorld } from './pages-world.ts'

export type PagesInUse = {
  /** A browser of its own kind (zone, width, colours) on the pages of the world. */
  readonly open: (options?: BrowserContextOptions) => Promise<WatchedPage>
  readonly world: () => PagesWorld
}

/** A running daemon and a browser for all tests of a `describe`; `web` is that section of the configuration. */
export function usePages(chromium: Need, web: string): PagesInUse {
  let world: PagesWorld
  let browser: Browser
  beforeAll(async () => {
    world = await openPagesWorld(web)
    browser = await launchBrowser(pathOf(chromium))
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })
  return {
    open: async (options) => await openWatched(browser, world.url, options),
    world: () => world,
  }
}
