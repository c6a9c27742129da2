import { registerHooks } from 'node:module'

/**
 * From here on `import './x.ts'` takes the file that stands there. By itself Node asks the file system for every import
 * whether one of the folders on the way is a link, which takes longer than to load the file: of 470 ms for `status` with its
 * 809 modules it was 80. Links to packages, and to this program as a whole, are followed as ever.
 */
export function importAsWritten(): void {
  registerHooks({
    resolve: (specifier, context, resolveAsEver) => {
      const { parentURL, conditions } = context
      const isWritten = /^\.\.?\//.test(specifier) && conditions.includes('import')
      if (!isWritten || parentURL === undefined) return resolveAsEver(specifier, context)
      return { url: new URL(specifier, parentURL).href, shortCircuit: true }
    },
  })
}
