import { foldSpace } from '../text/fold-space.ts'

/**
 * A date with the liberties of scripts taken out, for patterns in plain ASCII figures: full-width, Arabic, Indian and Thai
 * digits, numbers in Han characters, dashes of all kinds, marks of direction, comments in brackets, the time before the date.
 */
export function dateText(raw: string): string {
  if (/^[ -'*-~]*$/.test(raw)) return timeLast(foldSpace(raw)) // most dates are plain ASCII without brackets
  const plain = raw
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '') // browsers write marks of direction between the parts of a local date
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\p{Nd}/gu, digitOf)
    .replaceAll(/[〇零一二三四五六七八九十]+(?=[年月日時时点點分秒])/g, (han) => numberOf(han))
  return yearFirst(timeLast(foldSpace(withoutComments(plain))))
}

/** Digits stand in tens, from zero up: https://www.unicode.org/versions/latest/ chapter 4.6. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = ZEROS.find((first) => code >= first && code < first + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** Arabic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0]

/** 二〇二六 is spelled digit by digit, 三十一 counts tens. */
function numberOf(han: string): string {
  const figure = (char: string): string =>
    char === '零' ? '0' : String('〇一二三四五六七八九'.indexOf(char))
  if (!han.includes('十')) return [...han].map(figure).join('')
  const [tens = '', ones = '', ...more] = han.split('十')
  if (more.length > 0 || tens.length > 1 || ones.length > 1) return han
  return `${tens === '' ? 1 : figure(tens)}${ones === '' ? 0 : figure(ones)}`
}

/** Brackets nest in RFC 822, and a backslash takes the next character along. What is a zone of its own is kept: 17:00 (KST). */
function withoutComments(text: string): string {
  let kept = ''
  let depth = 0
  let comment = ''
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === ')' && depth > 0) {
      depth -= 1
      if (depth === 0) kept += ZONE_ALONE.test(comment) ? ` ${comment} ` : ' '
      if (depth === 0) comment = ''
    } else if (char === '(') depth += 1
    else if (depth === 0) kept += char
    else if (char === '\\') at += 1
    else comment += char
  }
  return depth === 0 ? kept : text
}

const ZONE_ALONE = /^\s?(?:[A-Z]{1,5}|(?:GMT|UTC)?\s?[+-]\d{1,2}:?(?:\d{2})?)\s?$/

/** "14:05 KST, 3 March 2026", as news agencies and Vietnamese ministries write it. */
function timeLast(text: string): string {
  const [, time, date] =
    /^(\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:[AaPp][Mm]|[A-Z]{3,4}|GMT\+\d{1,2}))?)[\s,|-]+([^:]+)$/.exec(
      text,
    ) ?? []
  return time === undefined ? text : `${date} ${time}`
}

/** "3 tháng 3 năm 2026"; "03 3월 2026", which is what Java makes of "dd MMM yyyy" in Korean and Chinese. */
function yearFirst(text: string): string {
  return text
    .replace(/(?:ngày\s)?(\d{1,2})\stháng\s(\d{1,2})(?:,?\snăm)?,?\s(\d{4})/i, '$3-$2-$1')
    .replace(/(\d{1,2})\s(\d{1,2})\s?[월月]\s(\d{4})/, '$3-$2-$1')
}
