/**
 * The largest document that is fetched, or read from a file, in bytes after unpacking. The largest feeds and articles are
 * below 5 MiB, but megabytes of scripts and pictures may stand before an article; a bomb of 1.6 kB would unpack to 1 GiB.
 */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
