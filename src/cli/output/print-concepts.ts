import type { ConceptLanguage } from '../../config/concept-languages.ts'
import type { LibraryConcept } from '../../config/concept-library.ts'
import type { CliIo } from '../cli-io.ts'
import { formatTable } from './format-table.ts'
import { wrapText } from './wrap-text.ts'
import { write, writeLine } from './write.ts'

const TEXT_COLUMNS = 96

/** A line for each concept. */
export function printConcepts(io: CliIo, concepts: readonly LibraryConcept[]): void {
  write(
    io,
    formatTable<LibraryConcept>(
      [
        { title: 'NAME', cellOf: ({ name, aliases }) => [name, ...aliases].join(', ') },
        { title: 'TITLE', cellOf: ({ title }) => title, widest: 44 },
        { title: 'DOMAIN', cellOf: ({ domain }) => domain },
        { title: 'LANGUAGES', cellOf: ({ languages }) => languages.join(' ') },
        { title: 'TERMS', cellOf: ({ terms }) => terms.length },
      ],
      concepts,
    ),
  )
}

/** One concept with its terms by language, and how it is taken over: in one language, or in all. */
export function printConcept(
  io: CliIo,
  concept: LibraryConcept,
  language: ConceptLanguage | null,
): void {
  const { name, aliases, title, about, domain, terms } = concept
  writeLine(io, `${title} (${domain})`)
  writeLine(io, wrapText(about, TEXT_COLUMNS))
  writeLine(io)
  for (const [language, own] of Map.groupBy(terms, (term) => term.language)) {
    for (const { text } of own) writeLine(io, `  ${language.padEnd(4)} ${text}`)
  }
  writeLine(io)
  const taken = language === null ? 'library' : `{ library: ${name}, languages: [${language}] }`
  writeLine(io, `In config.yaml: concepts: { ${name}: ${taken} }`)
  if (aliases.length > 0) writeLine(io, `Also called ${aliases.join(', ')}`)
}
