import { type Browser, chromium } from 'playwright-core'

/** A Chromium that asks nobody for anything but the page. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox', // root, as in CI, has none
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath, args: ARGUMENTS })
}
