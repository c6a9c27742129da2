/**
 * Finds the messages that the program can say, by their shape in its source: texts that stand directly among the arguments
 * of a call. What a template fills in is shown as `…`, as docs/ERRORS.md writes it.
 */

/** What stands between the parentheses of each call whose name, with its opening parenthesis, `name` matches (flag g). */
export function listCalls(source: string, name: RegExp): readonly string[] {
  return [...source.matchAll(name)].map((found) => {
    const start = found.index + found[0].length
    return source.slice(start, endOf(source, start))
  })
}

/** The texts among arguments, those within braces or further parentheses left out. */
export function listTexts(args: string): readonly string[] {
  const texts: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const sign = args[at] ?? ''
    if (/['"`]/.test(sign)) {
      const end = endOfText(args, at)
      texts.push(readTemplate(args.slice(at + 1, end)))
      at = end
    } else if (/[({[]/.test(sign)) at = endOf(args, at + 1)
    else if (args.startsWith('//', at)) at = args.indexOf('\n', at)
  }
  return texts
}

/** Where the bracket ends that was opened before `start`. */
function endOf(source: string, start: number): number {
  let depth = 1
  for (let at = start; at < source.length; at += 1) {
    const sign = source[at] ?? ''
    if (/['"`]/.test(sign)) at = endOfText(source, at)
    else if (source.startsWith('//', at)) at = source.indexOf('\n', at)
    else if (/[({[]/.test(sign)) depth += 1
    else if (/[)}\]]/.test(sign)) depth -= 1
    if (depth === 0) return at
  }
  return source.length
}

/** Where the text ends whose quote stands at `start`; what a template fills in may hold texts of its own. */
function endOfText(source: string, start: number): number {
  const quote = source[start]
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (source[at] === quote) return at
    else if (quote === '`' && source.startsWith('${', at)) at = endOf(source, at + 2)
  }
  return source.length
}

function readTemplate(text: string): string {
  let shown = ''
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('${', at)) {
      at = endOf(text, at + 2)
      shown += '…'
    } else if (text[at] === '\\') {
      at += 1
      shown += text[at] === 'n' ? ' ' : (text[at] ?? '')
    } else shown += text[at] ?? ''
  }
  return shown
}
