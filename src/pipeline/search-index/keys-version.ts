import { KEYS_VERSION } from '../../core/rule/keys/keys-version.ts'

/** By what the keys of an index are made: Unicode, which Node brings, says what a letter is. */
export function keysVersion(): string {
  return `${KEYS_VERSION} unicode ${process.versions['unicode']}`
}
