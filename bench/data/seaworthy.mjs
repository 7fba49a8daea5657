// The command as it is installed: the bundle, without the starter of a clone.
import process from 'node:process'

const { runTerminal } = await import('../../dist/index.js')
await runTerminal(process.argv.slice(2))
