import type { Scalar } from '../../check.ts'
import type { Comparison, Filter } from '../../filter.ts'
import { readCondition, type TokenStream } from '../python/token-stream.ts'
import { ConditionFault } from '../python/tokens.ts'

/**
 * A condition in Spark's SQL: comparisons, `and`, `or`, `not`, `is null`, `in`, `between`. A comparison with a null is neither true nor
 * false there, so that neither it nor its `not` keeps the row. Functions, arithmetic and LIKE are refused.
 * @example sparkCondition('not a > 1') // { kind: 'compare', column: 'a', operator: '<=', value: 1 }
 */
export function sparkCondition(source: string): Filter | ConditionFault {
  const read = readCondition(source, { fold: true, read: readAny })
  return read instanceof ConditionFault ? read : read.yes
}

/** The rows for which a condition is true, and those for which it is false. For the others it is null. */
interface Known {
  readonly yes: Filter
  readonly no: Filter
}

function readAny(stream: TokenStream): Known {
  return stream.nested(() => {
    const parts = [readAll(stream)]
    while (stream.take('or')) parts.push(readAll(stream))
    return joined('any', 'all', parts)
  })
}

function readAll(stream: TokenStream): Known {
  const parts = [readNot(stream)]
  while (stream.take('and')) parts.push(readNot(stream))
  return joined('all', 'any', parts)
}

function joined(kind: 'all' | 'any', dual: 'all' | 'any', parts: readonly Known[]): Known {
  const [only] = parts
  if (only && parts.length === 1) return only
  return { yes: { kind, parts: parts.map(({ yes }) => yes) }, no: { kind: dual, parts: parts.map(({ no }) => no) } }
}

function readNot(stream: TokenStream): Known {
  return stream.take('not') ? inverse(stream.nested(() => readNot(stream))) : readPredicate(stream)
}

function inverse({ yes, no }: Known): Known {
  return { yes: no, no: yes }
}

function readPredicate(stream: TokenStream): Known {
  if (stream.take('(')) {
    const inner = readAny(stream)
    stream.expect(')')
    return inner
  }
  const left = readOperand(stream)
  if (!('column' in left)) return compared(left, stream)
  if (stream.take('is')) {
    const not = stream.take('not')
    stream.expect('null')
    return not ? inverse(isNull(left.column)) : isNull(left.column)
  }
  const not = stream.take('not')
  const found = stream.take('in') ? inList(left.column, stream) : stream.take('between') ? between(left.column, stream) : null
  if (found) return not ? inverse(found) : found
  if (not) throw new ConditionFault('"in" or "between" is missing after "not"')
  return compared(left, stream)
}

function isNull(column: string): Known {
  const yes: Filter = { kind: 'null', column }
  return { yes, no: { kind: 'not', part: yes } }
}

function inList(column: string, stream: TokenStream): Known {
  stream.expect('(')
  const values: Scalar[] = []
  do values.push(readValue(stream))
  while (stream.take(','))
  stream.expect(')')
  const yes: Filter = { kind: 'in', column, values }
  return { yes, no: { kind: 'all', parts: [isNull(column).no, { kind: 'not', part: yes }] } }
}

function between(column: string, stream: TokenStream): Known {
  const low = readValue(stream)
  stream.expect('and')
  const high = readValue(stream)
  return joined('all', 'any', [withOperator({ column }, '>=', { value: low }), withOperator({ column }, '<=', { value: high })])
}

const signs: Readonly<Record<string, Comparison>> = { '=': '=', '==': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }
const opposite: Readonly<Record<Comparison, Comparison>> = { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' }
const mirrored: Readonly<Record<Comparison, Comparison>> = { '=': '=', '<>': '<>', '<': '>', '>': '<', '<=': '>=', '>=': '<=' }

type Operand = { readonly column: string } | { readonly value: Scalar }

function compared(left: Operand, stream: TokenStream): Known {
  const sign = stream.peek()?.text ?? ''
  const operator = Object.hasOwn(signs, sign) ? signs[sign] : undefined
  if (!operator) {
    if ('column' in left && (sign === '' || /^(and|or|\))$/i.test(sign))) return withOperator(left, '=', { value: true })
    throw new ConditionFault(sign === '' ? 'a value alone is no condition' : `${JSON.stringify(sign)} is not read`)
  }
  stream.next()
  const right = readOperand(stream)
  if ('column' in left) return withOperator(left, operator, right)
  if ('column' in right) return withOperator(right, mirrored[operator], left)
  throw new ConditionFault('two values are no condition')
}

function withOperator({ column }: { readonly column: string }, operator: Comparison, right: Operand): Known {
  const filter = (one: Comparison): Filter =>
    'column' in right
      ? { kind: 'compare_columns', left: column, operator: one, right: right.column }
      : { kind: 'compare', column, operator: one, value: right.value }
  return { yes: filter(operator), no: filter(opposite[operator]) }
}

const words = /^(and|or|not|in|is|null|between|like|rlike|true|false)$/i

function readOperand(stream: TokenStream): Operand {
  const token = stream.peek()
  if (token?.kind !== 'quoted' && (token?.kind !== 'name' || words.test(token.text))) return { value: readValue(stream) }
  stream.next()
  if (stream.peek()?.text === '(') throw new ConditionFault(`the function ${token.text}() is not read`)
  return { column: token.text }
}

function readValue(stream: TokenStream): Scalar {
  const minus = stream.take('-')
  const token = stream.next()
  if (token?.kind === 'number') return minus ? -token.value : token.value
  if (token?.kind === 'text' && !minus) return token.value
  if (token?.kind === 'name' && /^(true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true'
  throw new ConditionFault(token ? `${JSON.stringify(token.text)} is not read` : 'it ends too early')
}
