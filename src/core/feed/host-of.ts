/** The host of an address as blocks are kept for it: `name`, or `name:port` where the port is not the usual one. */
export function hostOf(url: string): string {
  return new URL(url).host
}
