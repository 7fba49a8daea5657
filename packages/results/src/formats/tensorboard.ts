import { ResultsError } from '../errors.ts'
import { namedMetrics } from '../named-metrics.ts'
import type { ResultsReader } from '../reader.ts'
import { readRecords } from '../tensorboard/records.ts'
import { readScalars } from '../tensorboard/scalars.ts'

/** Event files of TensorBoard: the scalar of the highest step of each tag; later files of one folder go on where earlier ones stopped. */
export const tensorboard: ResultsReader = {
  format: 'tensorboard',
  claims: async (source) => source.matching(/(^|\/)events\.out\.tfevents\.[^/]+$/),
  async read(source, files) {
    const last = new Map<string, { readonly step: number; readonly value: number }>()
    const folders = new Set(files.map(folderOf))
    for (const file of files)
      for (const record of readRecords(await source.bytes(file), file))
        for (const { tag, step, value } of readScalars(record, file)) {
          const name = folders.size > 1 && folderOf(file) !== '' ? `${folderOf(file)}/${tag}` : tag
          const before = last.get(name)
          if (before === undefined || step >= before.step) last.set(name, { step, value })
        }
    if (last.size === 0)
      throw new ResultsError('RESULTS_BROKEN', `${source.name} holds event files without a scalar`, {
        hint: 'write scalars: add_scalar, tf.summary.scalar',
      })
    const steps = [...last.values()].map(({ step }) => step)
    const numbers = [...last].map(([name, { value }]): readonly [string, number] => [name, value])
    return {
      format: 'tensorboard',
      metrics: namedMetrics(numbers, source.name),
      taken: `step ${Math.max(...steps)}, the last of each tag`,
      samples: null,
    }
  },
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : ''
}
