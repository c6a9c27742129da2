import type { Script, ScriptCounts } from './count-scripts.ts'
import { weighHanForms } from './han-forms.ts'

/** What letters alone tell of a language, without a look at the words. */

/** Scripts of one language of weight. */
const ONLY_LANGUAGE: Readonly<Partial<Record<Script, string>>> = {
  Hangul: 'ko',
  Greek: 'el',
  Hebrew: 'he',
  Bengali: 'bn',
  Gurmukhi: 'pa',
  Gujarati: 'gu',
  Odia: 'or',
  Tamil: 'ta',
  Telugu: 'te',
  Kannada: 'kn',
  Malayalam: 'ml',
  Sinhala: 'si',
  Thai: 'th',
  Lao: 'lo',
  Burmese: 'my',
  Georgian: 'ka',
  Armenian: 'hy',
  Khmer: 'km',
}

/**
 * Letters that only some languages of a script have. The first language with enough of its own wins, so those whose
 * letters others have as well come last; null stands for languages that are not told apart.
 */
const OWN_LETTERS: Readonly<
  Partial<Record<Script, readonly (readonly [language: string | null, letters: RegExp])[]>>
> = {
  Cyrillic: [
    ['be', /ў/giu],
    ['mk', /[ѓќѕ]/giu],
    ['sr', /[јљњђћџ]/giu],
    [null, /[әғқңөүұһҷӣӯ]/giu],
    ['uk', /[іїєґ]/giu],
    ['ru', /[ыэё]/giu],
    ['bg', /ъ/giu],
  ],
  Arabic: [
    ['ps', /[ټډړښۍ]/gu],
    ['ckb', /[ێۆڕڵ]/gu],
    ['ur', /[ٹڈڑےں]/gu],
    ['fa', /[پچژگکی]/gu],
    ['ar', /[ةيكىأإ]/gu],
  ],
}

/** A quoted name has some letters of another language; its own language has them in every second sentence. */
const MIN_OWN_SHARE = 0.003

/** Japanese has at least a fifth of kana, save in headlines; Chinese has some in names of Japanese companies. */
const MIN_KANA_SHARE = 0.05
/** No Japanese text is so long without kana. */
const MIN_HAN_ALONE = 30

/** The language that a text of this script must be in; null where that takes more than letters. */
export function languageOfScript(
  text: string,
  script: Script,
  counts: ScriptCounts,
): string | null {
  if (script === 'Han' || script === 'kana') return findEastAsian(text, counts)
  const own = OWN_LETTERS[script]?.find(
    ([, letters]) => countOf(text, letters) > MIN_OWN_SHARE * (counts.get(script) ?? 0),
  )
  return own?.[0] ?? ONLY_LANGUAGE[script] ?? null
}

function findEastAsian(text: string, counts: ScriptCounts): 'ja' | 'zh' | null {
  const han = counts.get('Han') ?? 0
  const kana = counts.get('kana') ?? 0
  if (kana > MIN_KANA_SHARE * (han + kana)) return 'ja'
  const { japanese, chinese } = weighHanForms(text)
  if (japanese !== chinese) return japanese > chinese ? 'ja' : 'zh'
  return han >= MIN_HAN_ALONE ? 'zh' : null
}

function countOf(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0
}
