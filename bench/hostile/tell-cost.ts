/** Loaded before a program (`--import`): at its end it writes on file descriptor 3 what it cost. */
import { writeSync } from 'node:fs'
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const cpuMs = Math.round((userCPUTime + systemCPUTime) / 1000)
    writeSync(3, JSON.stringify({ cpuMs, peakMb: Math.round(maxRSS / 1000) }))
  })
}
