/**
 * XML with the entities that its DOCTYPE declares put in, as far as that is harmless: short texts that name no other
 * entity, and no more of them than a document needs. Vocabularies of RDF write their namespaces so (`xmlns:dc="&dc;"`). What is
 * longer, nested or too often used stays a reference, so that nothing can grow beyond measure.
 */
export function expandDeclared(xml: string, prologue: string): string {
  const entities = readDeclarations(prologue)
  if (entities.size === 0) return xml
  let spare = MAX_GROWTH_CHARS
  return xml.replace(SECTION_OR_REFERENCE, (match: string, name: string | undefined) => {
    const text = name === undefined ? undefined : entities.get(name)
    if (text === undefined || spare < text.length) return match
    spare -= text.length
    return text
  })
}

/** CDATA and comments hold no references. */
const SECTION_OR_REFERENCE = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|&([A-Za-z_][\w.-]{0,40});/g

/** A DOCTYPE of that length declares what feeds use; those of DTDs that are copied whole are no longer. */
const MAX_PROLOGUE_CHARS = 20_000
const MAX_GROWTH_CHARS = 100_000
const MAX_ENTITIES = 200

function readDeclarations(prologue: string): ReadonlyMap<string, string> {
  const doctype = prologue.slice(0, MAX_PROLOGUE_CHARS)
  if (!doctype.includes('<!ENTITY')) return new Map()
  const declared = [...doctype.matchAll(DECLARATION)].slice(0, MAX_ENTITIES)
  return new Map(
    declared
      .map(
        ([, name = '', inDouble, inSingle]) => [name, quoted(inDouble ?? inSingle ?? '')] as const,
      )
      .filter(([name]) => !BUILT_IN.has(name)),
  )
}

/** References stand in attributes too. */
const quoted = (text: string): string => text.replaceAll('"', '&quot;').replaceAll("'", '&apos;')

const BUILT_IN: ReadonlySet<string> = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

/** Of text alone: no markup, and no reference but to a character by its number. */
const DECLARATION =
  /<!ENTITY\s{1,20}([A-Za-z_][\w.-]{0,40})\s{1,20}(?:"((?:[^"<&%]|&#x?[0-9a-f]{1,6};){0,300})"|'((?:[^'<&%]|&#x?[0-9a-f]{1,6};){0,300})')\s{0,20}>/gi
