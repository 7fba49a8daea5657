import { flatNumbers } from '../flat-numbers.ts'
import { namedMetrics } from '../named-metrics.ts'
import { isRecord } from '../parse-json.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'

/** `evaluate.save`: metrics beside `_timestamp`, `_evaluate_version` and other names with an underscore before them. */
export const huggingFaceEvaluate: ResultsReader = {
  format: 'hugging-face-evaluate',
  claims: (source) => filesWhere(source.matching(/\.json$/i), async (file) => isEvaluate(await source.json(file))),
  async read(source, files) {
    const file = files.at(-1) ?? ''
    const numbers = flatNumbers(await source.json(file), file).filter(([name]) => !name.startsWith('_'))
    return {
      format: 'hugging-face-evaluate',
      metrics: namedMetrics(numbers, file),
      taken: files.length > 1 ? `${file}, the newest of ${files.length}` : null,
      samples: null,
    }
  },
}

function isEvaluate(value: unknown): boolean {
  return isRecord(value) && typeof value._evaluate_version === 'string' && '_timestamp' in value
}
