// Preloaded by the bench: leaves the largest resident set of the process in a file when it ends.
import { writeFileSync } from 'node:fs'
import process from 'node:process'

process.on('exit', () => {
  const file = process.env.BENCH_RESIDENT
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024))
})
