import { ResultsError } from '../errors.ts'
import { flatNumbers } from '../flat-numbers.ts'
import { namedMetrics } from '../named-metrics.ts'
import { isRecord } from '../parse-json.ts'
import { parseYaml } from '../parse-yaml.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'
import type { Source } from '../source.ts'

/** The metrics files that a `dvc.yaml` names, at its top or in its stages. */
export const dvc: ResultsReader = {
  format: 'dvc',
  claims: (source) => filesWhere(source.matching(/(^|\/)dvc\.yaml$/), async (file) => (await metricFiles(source, file)).length > 0),
  async read(source, [file = '']) {
    const named = await metricFiles(source, file)
    const metrics = []
    for (const one of named) {
      if (!source.files.includes(one))
        throw new ResultsError('RESULTS_MISSING', `${file} names ${one}, which is not there`, { hint: 'run dvc repro, or dvc pull' })
      const value = /\.ya?ml$/i.test(one) ? parseYaml(await source.text(one), one) : await source.json(one)
      const prefix = named.length > 1 ? `${one}:` : ''
      metrics.push(...namedMetrics(flatNumbers(value, one), one).map((metric) => ({ ...metric, name: `${prefix}${metric.name}` })))
    }
    return { format: 'dvc', metrics, taken: null, samples: null }
  },
}

async function metricFiles(source: Source, file: string): Promise<readonly string[]> {
  const document = parseYaml(await source.text(file), file)
  if (!isRecord(document)) return []
  const stages = isRecord(document.stages) ? Object.values(document.stages) : []
  const lists = [document.metrics, ...stages.map((stage) => (isRecord(stage) ? stage.metrics : undefined))]
  const folder = file.slice(0, -'dvc.yaml'.length)
  const named = lists.flatMap((list) =>
    Array.isArray(list) ? list.flatMap((entry) => (typeof entry === 'string' ? [entry] : isRecord(entry) ? Object.keys(entry) : [])) : [],
  )
  return [...new Set(named.map((one) => `${folder}${one}`))]
}
