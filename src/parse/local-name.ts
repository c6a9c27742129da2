/** A qualified name without its prefix: `entry` of `atom:entry`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
