import process from 'node:process'
import { runTerminal } from './terminal.ts'

await runTerminal(process.argv.slice(2))
