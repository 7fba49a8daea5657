import { flatNumbers } from '../flat-numbers.ts'
import { namedMetrics } from '../named-metrics.ts'
import { isRecord } from '../parse-json.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'

/** DVCLive: `metrics.json`, nested by "/", whose `step` is where it stands. */
export const dvclive: ResultsReader = {
  format: 'dvclive',
  claims: (source) =>
    filesWhere(source.matching(/(^|\/)metrics\.json$/), async (file) => {
      const value = await source.json(file)
      return (
        isRecord(value) &&
        typeof value.step === 'number' &&
        source.files.some((one) => one.startsWith(`${file.slice(0, -'metrics.json'.length)}plots/`))
      )
    }),
  async read(source, files) {
    const file = files.at(-1) ?? ''
    const value = await source.json(file)
    const numbers = flatNumbers(value, file).filter(([name]) => name !== 'step')
    return {
      format: 'dvclive',
      metrics: namedMetrics(numbers, file),
      taken: `step ${isRecord(value) ? String(value.step) : '?'}, the last`,
      samples: null,
    }
  },
}
