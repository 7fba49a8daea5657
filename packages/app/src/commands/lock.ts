import { checkLock, lockPath, writeLock } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { flag } from '../inputs.ts'

export const lockCommand = defineCommand({
  name: 'lock',
  summary: 'The data lock: which files, by digest, size and rows, every key is computed from',
  purpose:
    'Measures the data files that `seaworthy.yml` names and writes `seaworthy.lock`; commit it. With `--check` it writes nothing and says what differs.',
  surfaces: ['terminal'],
  scope: 'repository',
  inputs: z.object({ check: flag('Compare only; exit code 1 where the data differ from the lock.') }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: ['seaworthy lock', 'seaworthy lock --check'],
  failures: ['LOCK_MISSING', 'LOCK_STALE', 'DATA_MISSING'],
  async run({ check }, { line }) {
    if (check) {
      const { files, unlocked } = await checkLock(line)
      const fresh = unlocked.length > 0 ? ` New data that no lock names: ${unlocked.map((name) => `\`${name}\``).join(', ')}.` : ''
      return done({ json: { files, unlocked }, markdown: `\`${lockPath}\` describes the data here: ${files} files.${fresh}\n` })
    }
    const { changed, files } = await writeLock(line)
    return done({
      json: { changed, files },
      markdown: changed ? `Wrote \`${lockPath}\`: ${files} files. Commit it.\n` : `\`${lockPath}\` is up to date: ${files} files.\n`,
    })
  },
})
