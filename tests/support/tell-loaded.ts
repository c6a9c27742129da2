import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import process from 'node:process'

/** Preloaded into a program (`node --import`): when it ends, the file that LOADED_LIST names has the address of each module that it loaded. */
const loaded = new Set<string>()

registerHooks({
  load: (url, context, nextLoad) => {
    loaded.add(url)
    return nextLoad(url, context)
  },
})
process.on('exit', () => {
  writeFileSync(process.env['LOADED_LIST'] ?? '', [...loaded].join('\n'))
})
