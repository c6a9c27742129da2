const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
}

/** Why a file could not be read, in a few words. */
export function describeFileError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return ('code' in error ? REASONS[String(error.code)] : undefined) ?? error.message
}
