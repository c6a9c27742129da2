import { copyUnits, makeUnitRoom } from './unit-room.ts'

/** Scripts that are told apart; kana and Han apart from one another, because they make Japanese and Chinese. */
export type Script =
  | 'Latin'
  | 'Hangul'
  | 'kana'
  | 'Han'
  | 'Cyrillic'
  | 'Greek'
  | 'Arabic'
  | 'Hebrew'
  | 'Devanagari'
  | 'Bengali'
  | 'Gurmukhi'
  | 'Gujarati'
  | 'Odia'
  | 'Tamil'
  | 'Telugu'
  | 'Kannada'
  | 'Malayalam'
  | 'Sinhala'
  | 'Thai'
  | 'Lao'
  | 'Tibetan'
  | 'Burmese'
  | 'Georgian'
  | 'Armenian'
  | 'Ethiopic'
  | 'Khmer'

export type ScriptCounts = ReadonlyMap<Script, number>

/** Blocks of letters: first, last, script. Signs among them are few, and tell the script as well. */
const BLOCKS: readonly (readonly [first: number, last: number, script: Script])[] = [
  [0x41, 0x5a, 'Latin'],
  [0x61, 0x7a, 'Latin'],
  [0xc0, 0x24f, 'Latin'],
  [0x370, 0x3ff, 'Greek'],
  [0x400, 0x52f, 'Cyrillic'],
  [0x531, 0x58a, 'Armenian'],
  [0x5d0, 0x5f4, 'Hebrew'],
  [0x620, 0x6d3, 'Arabic'],
  [0x750, 0x77f, 'Arabic'],
  [0x900, 0x97f, 'Devanagari'],
  [0x980, 0x9ff, 'Bengali'],
  [0xa00, 0xa7f, 'Gurmukhi'],
  [0xa80, 0xaff, 'Gujarati'],
  [0xb00, 0xb7f, 'Odia'],
  [0xb80, 0xbff, 'Tamil'],
  [0xc00, 0xc7f, 'Telugu'],
  [0xc80, 0xcff, 'Kannada'],
  [0xd00, 0xd7f, 'Malayalam'],
  [0xd80, 0xdff, 'Sinhala'],
  [0xe00, 0xe7f, 'Thai'],
  [0xe80, 0xeff, 'Lao'],
  [0xf00, 0xfff, 'Tibetan'],
  [0x1000, 0x109f, 'Burmese'],
  [0x10a0, 0x10ff, 'Georgian'],
  [0x1100, 0x11ff, 'Hangul'],
  [0x1200, 0x137f, 'Ethiopic'],
  [0x1780, 0x17ff, 'Khmer'],
  [0x1e00, 0x1eff, 'Latin'],
  [0x1f00, 0x1fff, 'Greek'],
  [0x3041, 0x3096, 'kana'],
  [0x30a1, 0x30fa, 'kana'],
  [0x3131, 0x318e, 'Hangul'],
  [0x3400, 0x9fff, 'Han'],
  [0xac00, 0xd7a3, 'Hangul'],
  [0xf900, 0xfaff, 'Han'],
  [0xfb50, 0xfefc, 'Arabic'],
  [0xff21, 0xff5a, 'Latin'],
  [0xff66, 0xff9d, 'kana'],
]

/** The script of each UTF-16 unit as a number, 0 for what is no letter: a text is counted at a look-up a letter. */
const SCRIPTS: readonly Script[] = [...new Set(BLOCKS.map(([, , script]) => script))]
const SCRIPT_OF = new Uint8Array(0x10000)
for (const [first, last, script] of BLOCKS)
  SCRIPT_OF.fill(SCRIPTS.indexOf(script) + 1, first, last + 1)
for (const sign of [0xd7, 0xf7]) SCRIPT_OF[sign] = 0

const room = makeUnitRoom(2_048)

/** How many letters of each script a text has. */
export function countScripts(text: string): ScriptCounts {
  const counts = new Uint32Array(SCRIPTS.length + 1)
  for (let from = 0; from < text.length; ) {
    const end = copyUnits(text, from, room)
    for (let at = 0; at < end - from; at += 1) {
      const script = SCRIPT_OF[room.units[at] ?? 0] ?? 0
      counts[script] = (counts[script] ?? 0) + 1
    }
    from = end
  }
  const found = SCRIPTS.map((script, index): [Script, number] => [script, counts[index + 1] ?? 0])
  return new Map(found.filter(([, count]) => count > 0))
}
