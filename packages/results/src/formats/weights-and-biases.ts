import { ResultsError } from '../errors.ts'
import { flatNumbers } from '../flat-numbers.ts'
import { namedMetrics } from '../named-metrics.ts'
import type { ResultsReader } from '../reader.ts'

/** `wandb-summary.json` of a run; names that begin with an underscore are bookkeeping. The offline log (`.wandb`) is not read. */
export const weightsAndBiases: ResultsReader = {
  format: 'weights-and-biases',
  claims: async (source) => source.matching(/((^|\/)wandb-summary\.json|\.wandb)$/),
  async read(source, files) {
    const summaries = files.filter((file) => file.endsWith('.json'))
    const file = summaries.at(-1)
    if (file === undefined)
      throw new ResultsError('RESULTS_UNKNOWN', `${files[0]} is an offline log of Weights & Biases, which is not read`, {
        hint: 'name the folder with wandb-summary.json, or run wandb sync',
      })
    const numbers = flatNumbers(await source.json(file), file).filter(([name]) => !name.startsWith('_'))
    return {
      format: 'weights-and-biases',
      metrics: namedMetrics(numbers, file),
      taken: summaries.length > 1 ? `${file}, the last of ${summaries.length} runs` : null,
      samples: null,
    }
  },
}
