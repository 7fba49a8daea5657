import { numberOf } from '../delimited.ts'
import { namedMetrics } from '../named-metrics.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'

const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[^}]*\})?[ \t]+(\S+)([ \t]+-?\d+)?$/

/** Prometheus' text format: a name, labels, a number on each line. */
export const prometheus: ResultsReader = {
  format: 'prometheus',
  claims: (source) => filesWhere(source.matching(/\.(prom|txt|metrics)$/i), async (file) => isText(await source.text(file))),
  async read(source, files) {
    const file = files.at(-1) ?? ''
    const numbers = linesOf(await source.text(file)).map((line): readonly [string, number] => {
      const [, name = '', labels = '', value = ''] = sample.exec(line) ?? []
      return [`${name}${labels}`, numberOf(value)]
    })
    return { format: 'prometheus', metrics: namedMetrics(numbers, file), taken: null, samples: null }
  },
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))
}

function isText(text: string): boolean {
  const lines = linesOf(text)
  return lines.length > 0 && lines.every((line) => sample.test(line))
}
