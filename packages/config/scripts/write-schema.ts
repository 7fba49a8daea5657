import { writeFileSync } from 'node:fs'
import { configJsonSchema } from '../src/index.ts'

// Run with `node --conditions=source packages/config/scripts/write-schema.ts`, then format; a test keeps the file equal.
writeFileSync(new URL('../schema/seaworthy.schema.json', import.meta.url), `${JSON.stringify(configJsonSchema(), null, 2)}\n`)
