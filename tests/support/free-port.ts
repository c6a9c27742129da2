import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below what Linux and others give to connections and to port 0, so that nobody takes it before it is used. */
const [LOWEST, HIGHEST] = [20_000, 32_000]

/** A port of loopback that nobody has at the moment, for a configuration that must name it beforehand. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
