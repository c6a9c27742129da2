import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RenderedAlert, renderAlert } from '../../src/core/alert/render-alert.ts'
import { launchBrowser } from './browser.ts'
import { needChromium, pathOf } from './needs.ts'
import { DIGEST_ALERT, OVERFLOW_ALERT, SUMMIT_ALERT } from './sample-alert.ts'
import { CONDITION_NOTICE } from './sample-mails.ts'
import { ALL_QUIET_ALERT, BLIND_ALERT, EDIT_ALERT, EDITS_ALERT } from './sample-updates.ts'

/**
 * Takes the pictures of e-mails in docs/images: `node tests/support/screenshot-alert.ts [FOLDER]`.
 * Needs Chromium (on PATH, or named by `CHROMIUM`) and fonts for Korean and Arabic.
 */

const WIDE = { width: 760, height: 400 }
const NARROW = { width: 375, height: 400 }

const ALERT = renderAlert(SUMMIT_ALERT)
const EDIT = renderAlert(EDIT_ALERT)

const SHOTS: readonly {
  readonly name: string
  readonly mail: RenderedAlert
  readonly viewport: { readonly width: number; readonly height: number }
  readonly colorScheme: 'light' | 'dark'
}[] = [
  { name: 'alert', mail: ALERT, viewport: WIDE, colorScheme: 'light' },
  { name: 'alert-dark', mail: ALERT, viewport: WIDE, colorScheme: 'dark' },
  { name: 'alert-phone', mail: ALERT, viewport: NARROW, colorScheme: 'light' },
  { name: 'alert-phone-dark', mail: ALERT, viewport: NARROW, colorScheme: 'dark' },
  { name: 'digest', mail: renderAlert(DIGEST_ALERT), viewport: WIDE, colorScheme: 'light' },
  { name: 'overflow', mail: renderAlert(OVERFLOW_ALERT), viewport: WIDE, colorScheme: 'light' },
  { name: 'edit', mail: EDIT, viewport: WIDE, colorScheme: 'light' },
  { name: 'edit-phone-dark', mail: EDIT, viewport: NARROW, colorScheme: 'dark' },
  { name: 'edits', mail: renderAlert(EDITS_ALERT), viewport: WIDE, colorScheme: 'light' },
  { name: 'all-quiet', mail: renderAlert(ALL_QUIET_ALERT), viewport: WIDE, colorScheme: 'light' },
  {
    name: 'nothing-watched',
    mail: renderAlert(BLIND_ALERT),
    viewport: NARROW,
    colorScheme: 'dark',
  },
  { name: 'admin', mail: CONDITION_NOTICE, viewport: WIDE, colorScheme: 'light' },
  { name: 'admin-phone-dark', mail: CONDITION_NOTICE, viewport: NARROW, colorScheme: 'dark' },
]

async function takeScreenshots(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const browser = await launchBrowser(pathOf(needChromium()))
  for (const { name, mail, viewport, colorScheme } of SHOTS) {
    const page = await browser.newPage({ viewport, colorScheme, javaScriptEnabled: false })
    await page.setContent(mail.html)
    await writeFile(join(folder, `${name}.png`), await page.screenshot({ fullPage: true }))
    await page.close()
  }
  await browser.close()
}

await takeScreenshots(process.argv[2] ?? 'docs/images')
