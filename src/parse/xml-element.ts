/** A document as a tree, between an XML reader and the mapping to a feed: any reader that makes it will do. */
export type XmlElement = {
  /** Qualified name, lower case: `dc:date`. */
  readonly name: string
  /** By qualified name, lower case; values decoded. */
  readonly attributes: ReadonlyMap<string, string>
  /** In the order of the document; text is decoded, CDATA is text. */
  readonly children: readonly XmlNode[]
}

export type XmlNode = XmlElement | string

export function childElements(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}
