import { pushTo } from '../core/push-to.ts'
import { elementText, elementValue } from './element-text.ts'
import { enterElement, type NamespaceScope, resolveName } from './namespaces.ts'
import { childElements, type XmlElement } from './xml-element.ts'

/** The children of an element, to be asked for by name; several names stand in one string, best first. */
export type Fields = {
  readonly all: (names: string) => readonly Field[]
  /** The first that is not empty, as HTML; null when there is none. */
  readonly text: (names: string) => string | null
  /** The first that is not empty, as bare text; null when there is none. */
  readonly value: (names: string) => string | null
  /** The fields of one of these elements. */
  readonly of: (element: XmlElement) => Fields
}

export type Field = { readonly element: XmlElement; readonly isAtom: boolean }

/** `outer` holds the namespaces declared around `element`. */
export function readFields(element: XmlElement, outer: NamespaceScope): Fields {
  const scope = enterElement(element, outer)
  const byName = new Map<string, Field[]>()
  for (const child of childElements(element)) {
    const { name, isAtom } = resolveName(child, enterElement(child, scope))
    pushTo(byName, name, { element: child, isAtom })
  }
  const all = (names: string): readonly Field[] => {
    const [only = '', ...others] = splitNames(names)
    if (others.length === 0) return byName.get(only) ?? NONE
    return splitNames(names).flatMap((name) => byName.get(name) ?? NONE)
  }
  const first = (names: string, read: (field: Field) => string): string | null => {
    for (const name of splitNames(names)) {
      for (const field of byName.get(name) ?? NONE) {
        const value = read(field)
        if (value !== '') return value
      }
    }
    return null
  }
  return {
    all,
    text: (names) => first(names, ({ element, isAtom }) => elementText(element, isAtom)),
    value: (names) => first(names, ({ element }) => elementValue(element)),
    of: (child) => readFields(child, scope),
  }
}

const NONE: readonly Field[] = []

/** The lists of names are constants of the mapping, asked for with every item. */
const namesOfLists = new Map<string, readonly string[]>()

function splitNames(list: string): readonly string[] {
  const known = namesOfLists.get(list)
  if (known !== undefined) return known
  const names = list.split(' ')
  namesOfLists.set(list, names)
  return names
}
