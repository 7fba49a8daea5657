import { dataStatus, fetchLocked, lockPath, type SourceStatus, writeLock } from '@seaworthy/pipeline'
import { markdownTable } from 'markdown-table'
import { z } from 'zod'
import { defineCommand, done, type Outcome } from '../command.ts'

export const dataCommand = defineCommand({
  name: 'data',
  summary: 'Where the data are: what the lock names, what is here, what is new',
  purpose:
    '`status` compares `seaworthy.lock` with what each source names now and fetches nothing; `fetch` brings every locked file that is not here into the cache, resumed and verified; `update` measures the sources anew and writes the lock. Commit the lock.',
  surfaces: ['terminal'],
  scope: 'repository',
  inputs: z.object({
    action: z.enum(['status', 'fetch', 'update']).meta({ description: '`status`, `fetch` or `update`.', positional: 0 }),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: ['seaworthy data status', 'seaworthy data fetch', 'seaworthy data update'],
  failures: ['LOCK_MISSING', 'DATA_MISSING', 'DATA_CHANGED', 'SOURCE_CHANGED', 'POINTER_WITHOUT_DATA'],
  async run({ action }, { line }) {
    if (action === 'update') {
      const { changed, files } = await writeLock(line)
      const markdown = changed ? `Wrote \`${lockPath}\`: ${files} files. Commit it.\n` : `\`${lockPath}\` is up to date: ${files} files.\n`
      return done({ json: { changed, files }, markdown })
    }
    if (action === 'fetch') {
      const { files, bytes } = await fetchLocked(line)
      return done({ json: { files, bytes }, markdown: `All ${files} locked files are here and verified (${(bytes / 1e6).toFixed(1)} MB).\n` })
    }
    return statusOutcome(await dataStatus(line))
  },
})

const words = { here: 'here', changed: '**changed**', absent: 'not fetched', new: 'new', gone: '**gone**' } as const

function statusOutcome(sources: readonly SourceStatus[]): Outcome {
  const stale = sources.some(({ files }) => files.some(({ state }) => state === 'changed' || state === 'gone'))
  const parts = sources.map(({ source, files }) => {
    const rows = files.map(({ name, state, bytes, rows: count }) => [
      `\`${name}\``,
      words[state],
      count === null ? '' : count.toLocaleString('en'),
      bytes === null ? '' : `${(bytes / 1e6).toFixed(1)} MB`,
    ])
    const table = rows.length === 0 ? 'no file\n' : markdownTable([['file', 'state', 'rows', 'size'], ...rows], { align: ['l', 'l', 'r', 'r'] })
    return `**\`${source}\`**\n\n${table}\n`
  })
  return done({ exitCode: stale ? 1 : 0, json: { sources }, markdown: parts.join('\n') })
}
