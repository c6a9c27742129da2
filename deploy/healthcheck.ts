import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { parse } from 'yaml'

/**
 * The container's question to its daemon, asked where `web.listen` of the configuration says. Ends with 0 when the
 * daemon answers, else with 1 and the reason. Without web pages there is nobody to ask: the daemon lives as long as
 * the container, so that counts as healthy, and so does port 0, which nobody but the log knows.
 */
const DEFAULT_LISTEN = process.env['POLICYWATCH_LISTEN'] || '127.0.0.1:8700'
const PATIENCE_MS = 4_000

const address = findAddress(readConfig(process.env['POLICYWATCH_CONFIG'] ?? 'config.yaml'))
if (address !== null) {
  const status = await ask(`http://${address}/healthz`)
  if (status !== 200) throw new Error(`${address} answers ${status}`)
}

/** By Node's own http, as what is behind `fetch` takes longer to load than all else here together. */
async function ask(url: string): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    get(url, { signal, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })
}

/** Where to ask; null where nobody listens at a known address. */
function findAddress(config: unknown): string | null {
  const web = propertyOf(config, 'web')
  if (web === false) return null
  const listen = propertyOf(web, 'listen')
  const text = typeof listen === 'string' ? fillIn(listen) : DEFAULT_LISTEN
  if (text.endsWith(':0')) return null
  return text.replace(/^(?:0\.0\.0\.0|\*)?:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:')
}

/** The configuration as written; a broken one is the daemon's to report, which keeps the one it had. */
function readConfig(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined
}

function fillIn(text: string): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => process.env[name] ?? '')
}
