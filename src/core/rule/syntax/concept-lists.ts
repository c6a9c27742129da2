/** config.yaml's concepts: name without @, and its terms as written. */
export type ConceptLists = ReadonlyMap<string, readonly string[]>
