import { flatNumbers } from '../flat-numbers.ts'
import { namedMetrics } from '../named-metrics.ts'
import { isRecord } from '../parse-json.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'

const averages = ['macro avg', 'weighted avg', 'micro avg', 'samples avg']

/** `classification_report(output_dict=True)` of scikit-learn: precision, recall and f1-score by class, with averages. */
export const scikitLearnReport: ResultsReader = {
  format: 'scikit-learn-report',
  claims: (source) => filesWhere(source.matching(/\.json$/i), async (file) => isReport(await source.json(file))),
  async read(source, [file = '']) {
    const value = await source.json(file)
    const numbers = flatNumbers(value, file).filter(([name]) => !name.endsWith('/support'))
    const averaged = numbers.map(([name, number]): readonly [string, number] => [name, number])
    const metrics = namedMetrics(averaged, file).map((metric) => ({ ...metric, canonical: canonical(metric.name) }))
    return { format: 'scikit-learn-report', metrics, taken: null, samples: null }
  },
}

function isReport(value: unknown): boolean {
  if (!isRecord(value) || !averages.some((name) => isRecord(value[name]))) return false
  return Object.values(value).every((one) => typeof one === 'number' || (isRecord(one) && 'f1-score' in one && 'support' in one))
}

function canonical(name: string): string | null {
  if (name === 'accuracy') return 'accuracy'
  const [group = '', measure = ''] = name.split('/')
  const average = /^(macro|weighted|micro|samples) avg$/.exec(group)?.[1]
  const id = measure === 'f1-score' ? 'f1' : measure
  return average === undefined ? `${id}_class:${group}` : `${id}_${average}`
}
