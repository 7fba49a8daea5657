import type { Family } from '../family.ts'
import type { MetricOf } from '../metric.ts'
import { after, numberIn, type Parameter } from './parameter.ts'

type About = Pick<Family<'binary'>, 'reads' | 'summary' | 'source' | 'edges'> & { readonly ids: readonly [string, ...string[]] }

interface OneNumber {
  /** All that comes before the number: `lift@`. */
  readonly start: string
  /** How the number is written in the form: `SHARE`. */
  readonly placeholder: string
  readonly parameter: Parameter
  metric(value: number): MetricOf<'binary'>
}

/** A family whose ids end in a number that they cannot do without. */
export function numberFamily({ start, placeholder, parameter, metric }: OneNumber, about: About): Family<'binary'> {
  return {
    form: `${start}${placeholder}`,
    ...about,
    parse(id) {
      const text = after(start, id)
      return text === null ? null : metric(numberIn(id, text, parameter))
    },
  }
}

interface Binned {
  readonly name: string
  readonly bins: number
  metric(about: { readonly id: string; readonly bins: number }): MetricOf<'binary'>
}

const binsParameter: Parameter = { what: 'number of bins', least: 1, most: 10_000, whole: true }

/** A family that puts scores into bins: `ece_20`, or `ece` with its usual number. */
export function binnedFamily({ name, bins, metric }: Binned, about: Pick<Family<'binary'>, 'summary' | 'source' | 'edges'>): Family<'binary'> {
  return {
    form: `${name}[_BINS]`,
    ids: [`${name}_${bins}`],
    reads: 'probability',
    ...about,
    parse(id) {
      if (id === name) return metric({ id, bins })
      const text = after(`${name}_`, id)
      // "ece_debiased_10" starts like "ece_10".
      if (text === null || text.startsWith('debiased')) return null
      return metric({ id, bins: numberIn(id, text, binsParameter) })
    },
  }
}
