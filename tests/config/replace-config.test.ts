import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { fingerprintOf, replaceConfig } from '../../src/config/replace-config.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const NOW = '2026-03-02T09:00:00.123Z' as Timestamp

function failWith(code: string): () => void {
  return () => {
    throw Object.assign(new Error(code), { code })
  }
}

it('writes over a file that is mounted by itself and cannot be replaced', () => {
  const { dir, file, fingerprint } = makeFile('old text, longer than the new one')
  const { ino } = statSync(file)

  const written = replaceConfig({ file, text: 'new\n', fingerprint, now: NOW }, failWith('EBUSY'))

  expect(written.kind).toBe('written')
  expect(readFileSync(file, 'utf8')).toBe('new\n')
  expect(statSync(file).ino).toBe(ino)
  expect(readdirSync(dir)).toEqual(['config.yaml', 'config.yaml.bak-20260302T090000123Z'])
})

it('leaves nothing behind when the disk says no', () => {
  const { dir, file, fingerprint } = makeFile('old')

  const written = replaceConfig({ file, text: 'new\n', fingerprint, now: NOW }, failWith('ENOSPC'))

  expect(written).toEqual({ kind: 'unwritable', reason: 'the disk is full' })
  expect(readFileSync(file, 'utf8')).toBe('old')
  expect(readdirSync(dir)).toEqual(['config.yaml'])
})

it('keeps the old version beside a file that was left half written', () => {
  const { dir, file, fingerprint } = makeFile('old')
  const tear = (): void => {
    writeFileSync(file, 'ne')
    failWith('ENOSPC')()
  }

  const written = replaceConfig({ file, text: 'new\n', fingerprint, now: NOW }, tear)

  expect(written.kind).toBe('unwritable')
  const backup = path.join(dir, 'config.yaml.bak-20260302T090000123Z')
  expect(readFileSync(backup, 'utf8')).toBe('old')
})

it('says that the file is gone', () => {
  const file = path.join(makeTempDir(), 'config.yaml')

  const written = replaceConfig({ file, text: 'new\n', fingerprint: '', now: NOW })

  expect(written).toEqual({ kind: 'unwritable', reason: 'the file is no longer there' })
})

it('does not read what is no ordinary file', () => {
  const written = replaceConfig({ file: '/dev/null', text: 'new\n', fingerprint: '', now: NOW })

  expect(written).toEqual({ kind: 'unwritable', reason: 'it is not an ordinary file' })
})

function makeFile(text: string): { dir: string; file: string; fingerprint: string } {
  const dir = makeTempDir()
  const file = path.join(dir, 'config.yaml')
  writeFileSync(file, text)
  return { dir, file, fingerprint: fingerprintOf(Buffer.from(text)) }
}
