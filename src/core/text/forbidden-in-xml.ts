/** The characters that no XML 1.0 document may hold, not even as references. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 forbids
export const FORBIDDEN_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
