// The command as it is installed: the bundle, without the starter of a clone but with its cache of compiled code.
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import process from 'node:process'

enableCompileCache(path.resolve(import.meta.dirname, '../../out/bench/compiled'))
const { runTerminal } = await import('../../dist/index.js')
await runTerminal(process.argv.slice(2))
