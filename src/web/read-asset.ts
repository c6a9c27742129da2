import { readFileSync } from 'node:fs'

const TYPES = {
  'style.css': 'text/css; charset=utf-8',
  'pages.css': 'text/css; charset=utf-8',
  'times.js': 'text/javascript; charset=utf-8',
  'laboratory.css': 'text/css; charset=utf-8',
  'laboratory.js': 'text/javascript; charset=utf-8',
  'refresh.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const

export type AssetName = keyof typeof TYPES

export const ASSET_NAMES = Object.keys(TYPES) as readonly AssetName[] // its own keys

export type Asset = {
  readonly content: string
  readonly headers: Readonly<Record<string, string>>
}

/** A file that comes along with the pages, and how it is to be served. */
export function readAsset(name: AssetName): Asset {
  return {
    content: readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8'),
    headers: { 'content-type': TYPES[name], 'cache-control': 'max-age=300' },
  }
}
