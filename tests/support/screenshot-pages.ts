import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { needChromium, pathOf } from './needs.ts'
import { openPagesWorld, release } from './pages-world.ts'

/**
 * Takes the pictures of pages in docs/images/pages: `node tests/support/screenshot-pages.ts [FOLDER]`. Each shows a page wide
 * and narrow, light and dark. Needs Chromium (on PATH, or named by `CHROMIUM`) and fonts for Korean.
 */

const SHOTS: readonly (readonly [name: string, address: string])[] = [
  ['overview', '/overview'],
  ['stories', '/stories?q=%40smr+OR+steel'],
  ['story', '/stories/1'],
  ['item', '/items/1?rule=smr'],
  ['rules', '/rules'],
  ['rule', '/rules/smr?match=%40smr+OR+networks'],
  ['feeds', '/feeds'],
  ['feed', '/feeds/trade'],
  ['alerts', '/alerts'],
  ['alert', '/alerts/2'],
  ['configuration', '/config'],
  ['mailbox', '/mail'],
]

const WIDE = { width: 1000, height: 700 }
const NARROW = { width: 375, height: 700 }
/** Of a long page the beginning is enough. */
const TALLEST = 1_200

const VARIANTS = [
  { viewport: WIDE, colorScheme: 'light' },
  { viewport: NARROW, colorScheme: 'light' },
  { viewport: WIDE, colorScheme: 'dark' },
  { viewport: NARROW, colorScheme: 'dark' },
] as const

async function takeScreenshots(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const world = await openPagesWorld('{ listen: 127.0.0.1:0, edit: true }')
  world.publish(release(world.pages, 'talks', 'Talks on SMR licences begin', 'In two rounds.'))
  await world.pollAll()
  const browser = await launchBrowser(pathOf(needChromium()))
  for (const [name, address] of SHOTS) {
    const url = `${world.url}${address}`
    await writeFile(join(folder, `${name}.jpg`), await takeSheet(browser, url))
  }
  const open = await openPagesWorld('{ listen: 127.0.0.1:0, password: a-password }')
  await writeFile(join(folder, 'login.jpg'), await takeSheet(browser, `${open.url}/login`))
  await browser.close()
  await world.close()
  await open.close()
}

/** The four variants of a page beside each other. */
async function takeSheet(browser: Browser, url: string): Promise<Buffer> {
  const images: string[] = []
  for (const { viewport, colorScheme } of VARIANTS) {
    const page = await browser.newPage({ viewport, colorScheme, timezoneId: 'Asia/Seoul' })
    await page.goto(url, { waitUntil: 'networkidle' })
    const height = (await page.evaluate('document.documentElement.scrollHeight')) as number // by its name
    await page.setViewportSize({ ...viewport, height: Math.min(height, TALLEST) })
    const shot = await page.screenshot()
    images.push(`<img src="data:image/png;base64,${shot.toString('base64')}">`)
    await page.close()
  }
  // smaller than life: the files stay small, and letters can be read
  const sheet = await browser.newPage({
    viewport: { width: 1_450, height: 400 },
    deviceScaleFactor: 0.7,
  })
  await sheet.setContent(`<style>body { margin: 0; padding: 20px; background: #888; display: grid;
    grid-template-columns: 1000px 375px; gap: 20px; align-items: start }</style>${images.join('')}`)
  const shot = await sheet.screenshot({ fullPage: true, type: 'jpeg', quality: 72 })
  await sheet.close()
  return shot
}

await takeScreenshots(process.argv[2] ?? 'docs/images/pages')
