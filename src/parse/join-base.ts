/** `address` as seen from `base`, as far as that can be said; a relative one stays relative without a base. */
export function joinBase(base: string | null, address: string): string {
  const trimmed = address.trim()
  return base === null ? trimmed : (URL.parse(trimmed, base)?.href ?? trimmed)
}
