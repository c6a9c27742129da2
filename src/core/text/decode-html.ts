import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/** Text of HTML with its entities decoded, those without a semicolon too; what names no character stays as it stands. */
export function decodeHtml(text: string): string {
  let at = text.indexOf('&')
  if (at === -1) return text
  let decoded = ''
  let kept = 0
  while (at !== -1) {
    ENTITY.lastIndex = at
    const entity = ENTITY.exec(text)?.[0] ?? '&'
    if (entity.length > 1) {
      decoded += text.slice(kept, at) + decodeEntity(entity)
      kept = at + entity.length
    }
    at = text.indexOf('&', at + entity.length)
  }
  return decoded + text.slice(kept)
}

/** More than an entity: what follows one decides whether the name is longer, and stays when it is not. */
const ENTITY = /&[a-z0-9#]*;?/giy

/** The same few entities stand in all texts. */
const known = new Map<string, string>()
const MOST_KNOWN = 5_000
const LONGEST_KNOWN = 12

function decodeEntity(entity: string): string {
  if (entity.length > LONGEST_KNOWN) return readEntity(entity)
  const value = known.get(entity) ?? readEntity(entity)
  if (known.size < MOST_KNOWN) known.set(entity, value)
  return value
}

function readEntity(entity: string): string {
  let text = ''
  const ignore = (): void => {}
  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => {
      text += entity.slice(start, end)
    },
    ontextentity: (codePoint) => {
      text += String.fromCodePoint(codePoint)
    },
    onopentagname: ignore,
    onopentagend: ignore,
    onselfclosingtag: ignore,
    onclosetag: ignore,
    onattribname: ignore,
    onattribdata: ignore,
    onattribentity: ignore,
    onattribend: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    oncdata: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
  const tokenizer = new Tokenizer({}, callbacks)
  tokenizer.write(entity)
  tokenizer.end()
  return text
}
