import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AlertContent } from '../../src/core/alert/alert-content.ts'
import { renderAlert } from '../../src/core/alert/render-alert.ts'
import { launchBrowser } from './browser.ts'
import { needChromium, pathOf } from './needs.ts'
import { DIGEST_ALERT, SUMMIT_ALERT } from './sample-alert.ts'

/**
 * Takes the pictures of e-mails in docs/images: `node tests/support/screenshot-alert.ts [FOLDER]`.
 * Needs Chromium (on PATH, or named by `CHROMIUM`) and fonts for Korean.
 */

const WIDE = { width: 760, height: 600 }
const NARROW = { width: 375, height: 600 }

const SHOTS: readonly {
  readonly name: string
  readonly alert: AlertContent
  readonly viewport: { readonly width: number; readonly height: number }
  readonly colorScheme: 'light' | 'dark'
}[] = [
  { name: 'alert', alert: SUMMIT_ALERT, viewport: WIDE, colorScheme: 'light' },
  { name: 'alert-dark', alert: SUMMIT_ALERT, viewport: WIDE, colorScheme: 'dark' },
  { name: 'alert-phone', alert: SUMMIT_ALERT, viewport: NARROW, colorScheme: 'light' },
  { name: 'alert-phone-dark', alert: SUMMIT_ALERT, viewport: NARROW, colorScheme: 'dark' },
  { name: 'digest', alert: DIGEST_ALERT, viewport: WIDE, colorScheme: 'light' },
]

async function takeScreenshots(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const browser = await launchBrowser(pathOf(needChromium()))
  for (const { name, alert, viewport, colorScheme } of SHOTS) {
    const page = await browser.newPage({ viewport, colorScheme, javaScriptEnabled: false })
    await page.setContent(renderAlert(alert).html)
    await writeFile(join(folder, `${name}.png`), await page.screenshot({ fullPage: true }))
    await page.close()
  }
  await browser.close()
}

await takeScreenshots(process.argv[2] ?? 'docs/images')
