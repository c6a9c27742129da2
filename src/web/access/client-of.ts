/**
 * Whom attempts are counted for, by the address of the connection. Of an IPv6 address it is the network of 64 bits: a single
 * machine has all addresses in one. What a proxy says of its client is not asked, for anybody can say it.
 */
export function clientOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - last.length) }, () => '0')
  const whole = tail === undefined ? groups : [...groups, ...zeros, ...last]
  return `${whole.slice(0, 4).join(':')}::/64`
}
