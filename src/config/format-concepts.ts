import { stringify } from 'yaml'
import type { LibraryConcept } from './concept-library.ts'

/** Shipped concepts as the section of config.yaml that spells them out, each language under a comment. */
export function formatConcepts(concepts: readonly LibraryConcept[]): string {
  return ['concepts:', ...concepts.flatMap(formatConcept)].map((line) => `${line}\n`).join('')
}

function formatConcept({ name, title, about, terms }: LibraryConcept): readonly string[] {
  const seen = new Set<string>() // two languages may write alike
  const lines = [`  # ${title}. ${about}`, `  ${name}:`]
  for (const [language, own] of Map.groupBy(terms, (term) => term.language)) {
    lines.push(`    # ${language}`)
    for (const { text } of own) {
      if (!seen.has(text)) lines.push(`    - ${stringify(text, { lineWidth: 0 }).trimEnd()}`)
      seen.add(text)
    }
  }
  return lines
}
