import process from 'node:process'
import { runAction } from './action.ts'

// For tests and the demo, which run an action from its sources: the stage is the one argument.
await runAction(process.argv[2] ?? '')
