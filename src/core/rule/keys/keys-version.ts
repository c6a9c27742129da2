/**
 * Names how keys are made: raised with every change of the scanner, of folding or of plurals that changes a key, so that an index
 * of older keys is made anew. A test holds what the keys of some texts are.
 */
export const KEYS_VERSION = 1
