import { hash } from 'node:crypto'

/** 128 bits of SHA-256 in hex: what keys in the database are made of. */
export function digestOf(value: string): string {
  return hash('sha256', value, 'hex').slice(0, 32)
}
