import { presentSql } from '../columns.ts'
import { incomparable } from '../comparison-sql.ts'
import { literal } from '../literal.ts'
import { type Bounds, type Measurer, type Measuring, nothing, type Observation, observed } from './aggregate-observation.ts'
import { type AggregateSource, noValues, over } from './aggregate-source.ts'
import { nanObservation, nanSql } from './measure-odd.ts'

export const measureMin: Measurer = (source, { bounds }) => extreme(source, 'min', bounds)
export const measureMax: Measurer = (source, { bounds }) => extreme(source, 'max', bounds)

export const measureZeroCount: Measurer = (source) => count(over(source, 'count(*)', `${source.value} = 0`))
export const measureValueCount: Measurer = (source) => count(over(source, `count(${presentSql(source.column)})`))

/** Rows with a value among the rows that count. */
export const measureValueShare: Measurer = (source) => ({
  sql: [over(source, `count(${presentSql(source.column)})`), over(source, 'count(*)')],
  read: ([values, rows]) => (Number(rows) === 0 ? nothing('no row counts') : observed(Number(values) / Number(rows))),
})

/** Lengths in code points. */
export const measureMinLength: Measurer = (source) => length(source, 'min')
export const measureMaxLength: Measurer = (source) => length(source, 'max')
export const measureMeanLength: Measurer = (source) => ({
  sql: [`(${over(source, `sum(length(${source.value}::VARCHAR))`)})::VARCHAR`, over(source, `count(${source.value})`)],
  read: ([sum, values]) => (Number(values) === 0 ? nothing(noValues(source)) : observed(Number(sum) / Number(values))),
})

function count(sql: string): Measuring {
  return { sql: [sql], read: ([value]) => observed(Number(value)) }
}

function length(source: AggregateSource, aggregate: 'min' | 'max'): Measuring {
  return {
    sql: [over(source, `${aggregate}(length(${source.value}::VARCHAR))`)],
    read: ([value]) => (value === null ? nothing(noValues(source)) : observed(Number(value))),
  }
}

function extreme(source: AggregateSource, aggregate: 'min' | 'max', bounds: Bounds): Measuring {
  const value = over(source, `${aggregate}(${source.value})`)
  return source.family === 'integer' || source.family === 'number' ? numeric(source, value) : ordered(source, value, bounds)
}

function numeric(source: AggregateSource, value: string): Measuring {
  return {
    sql: [`(${value})::VARCHAR`, ...nanSql(source)],
    read: ([text, nan]) => {
      const found = nanObservation(source, nan)
      if (found) return found
      return typeof text === 'string' ? { kind: 'digits', digits: text.replace('inf', 'Infinity') } : nothing(noValues(source))
    },
  }
}

// Texts, days and times are compared by the database: texts by code points.
function ordered(source: AggregateSource, value: string, { minimum, maximum }: Bounds): Measuring {
  const within: string[] = ['true']
  for (const [bound, operator] of [[minimum, '>'] as const, [maximum, '<'] as const]) {
    const text = bound && literal(bound.value, source.column.type)
    if (bound && text === null) return { sql: [], read: () => nothing(incomparable(source.column, bound.value)) }
    if (bound) within.push(`(${value}) ${operator}${bound.exclusive ? '' : '='} ${text}`)
  }
  return { sql: [`(${value})::VARCHAR`, `(${within.join(' and ')})`], read: ([text, inside]) => readText(source, text, inside) }
}

function readText(source: AggregateSource, text: unknown, within: unknown): Observation {
  return typeof text === 'string' ? { kind: 'text', text, within: within === true } : nothing(noValues(source))
}
