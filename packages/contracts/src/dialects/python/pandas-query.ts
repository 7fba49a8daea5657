import type { Scalar } from '../../check.ts'
import type { Comparison, Filter } from '../../filter.ts'
import { readCondition, type TokenStream } from './token-stream.ts'
import { ConditionFault } from './tokens.ts'

/**
 * A query as `DataFrame.query` takes it (pandas.pydata.org/docs/user_guide/indexing.html#the-query-method): columns beside
 * values and columns, chains, `in`, `and`, `or`, `not`, `&`, `|`, `~`, backticks, `.isnull()` and its like. As in pandas a missing value
 * differs from everything, so that `!=` and `not in` keep it and every other comparison drops it; `&` and `|` bind as `and` and `or`.
 * Arithmetic, functions and `@names` are refused.
 * @example pandasQuery('a > 1 & b != "x"') // { kind: 'all', parts: [{ kind: 'compare', … }, { kind: 'not', … }] }
 */
export function pandasQuery(source: string): Filter | ConditionFault {
  return readCondition(source, { fold: false, read: readAny })
}

type Operand =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'value'; readonly value: Scalar }
  | { readonly kind: 'list'; readonly values: readonly Scalar[] }
  | { readonly kind: 'filter'; readonly filter: Filter }

function readAny(stream: TokenStream): Filter {
  return stream.nested(() => {
    const parts = [readAll(stream)]
    while (stream.take('or') || stream.take('|')) parts.push(readAll(stream))
    return joined('any', parts)
  })
}

function readAll(stream: TokenStream): Filter {
  const parts = [readNot(stream)]
  while (stream.take('and') || stream.take('&')) parts.push(readNot(stream))
  return joined('all', parts)
}

function joined(kind: 'all' | 'any', parts: readonly Filter[]): Filter {
  const [only] = parts
  return only && parts.length === 1 ? only : { kind, parts }
}

function readNot(stream: TokenStream): Filter {
  return stream.take('not') ? { kind: 'not', part: stream.nested(() => readNot(stream)) } : readComparison(stream)
}

const signs = ['==', '!=', '<=', '>=', '<', '>'] as const
type Sign = (typeof signs)[number] | 'in' | 'not in'

function readSign(stream: TokenStream): Sign | null {
  const sign = signs.find((one) => stream.take(one))
  if (sign) return sign
  if (stream.take('in')) return 'in'
  if (!stream.take('not')) return null
  stream.expect('in')
  return 'not in'
}

function readComparison(stream: TokenStream): Filter {
  let left = readOperand(stream)
  const parts: Filter[] = []
  for (let sign = readSign(stream); sign !== null; sign = readSign(stream)) {
    const right = readOperand(stream)
    parts.push(compared(left, sign, right))
    left = right
  }
  return parts.length > 0 ? joined('all', parts) : condition(left)
}

function condition(operand: Operand): Filter {
  if (operand.kind === 'filter') return operand.filter
  if (operand.kind === 'column') return { kind: 'compare', column: operand.name, operator: '=', value: true }
  throw new ConditionFault('a value alone is no condition')
}

const mirrored = { '==': '==', '!=': '!=', '<=': '>=', '>=': '<=', '<': '>', '>': '<' } as const

function compared(left: Operand, sign: Sign, right: Operand): Filter {
  if (left.kind === 'value' && right.kind === 'column' && sign !== 'in' && sign !== 'not in') return compared(right, mirrored[sign], left)
  if (left.kind !== 'column') throw new ConditionFault(`there is no column before "${sign}"`)
  const column = left.name
  if (right.kind === 'list' && /^(==|!=|in|not in)$/.test(sign)) {
    const found: Filter = { kind: 'in', column, values: right.values }
    return sign === 'in' || sign === '==' ? found : { kind: 'not', part: found }
  }
  if (sign === 'in' || sign === 'not in' || right.kind === 'list') throw new ConditionFault(`"${sign}" does not go with what follows it`)
  const operator: Comparison = sign === '==' || sign === '!=' ? '=' : sign
  if (right.kind === 'filter') throw new ConditionFault(`a condition cannot be compared by "${sign}"`)
  const found: Filter =
    right.kind === 'column'
      ? { kind: 'compare_columns', left: column, operator, right: right.name }
      : { kind: 'compare', column, operator, value: right.value }
  return sign === '!=' ? { kind: 'not', part: found } : found
}

function readOperand(stream: TokenStream): Operand {
  if (stream.take('~')) return { kind: 'filter', filter: { kind: 'not', part: condition(stream.nested(() => readOperand(stream))) } }
  if (stream.take('(')) return readGroup(stream)
  if (stream.take('[')) return { kind: 'list', values: readValues(stream, ']') }
  const next = stream.peek()
  if (next?.kind === 'quoted' || (next?.kind === 'name' && !/^(True|False|None|and|or|not|in)$/.test(next.text))) return readColumn(stream)
  return { kind: 'value', value: readValue(stream) }
}

// A condition in brackets, or the tuple that a list may be written as.
function readGroup(stream: TokenStream): Operand {
  const [first, second] = [stream.peek(), stream.peek(1)]
  if ((first?.kind === 'number' || first?.kind === 'text') && second?.text === ',') return { kind: 'list', values: readValues(stream, ')') }
  const filter = readAny(stream)
  stream.expect(')')
  return { kind: 'filter', filter }
}

function readValues(stream: TokenStream, end: string): readonly Scalar[] {
  const values: Scalar[] = []
  while (!stream.take(end)) {
    values.push(readValue(stream))
    if (stream.take(end)) break
    stream.expect(',')
  }
  return values
}

function readValue(stream: TokenStream): Scalar {
  const minus = stream.take('-')
  const token = stream.next()
  if (token?.kind === 'number') return minus ? -token.value : token.value
  if (token?.kind === 'text' && !minus) return token.value
  if (token?.kind === 'name' && /^(True|False)$/.test(token.text)) return token.text === 'True'
  if (token?.text === 'None') throw new ConditionFault('nothing equals None: use .isnull()')
  throw new ConditionFault(token ? `${JSON.stringify(token.text)} is neither a column nor a value` : 'it ends too early')
}

function readColumn(stream: TokenStream): Operand {
  const column = stream.next()?.text ?? ''
  if (stream.peek()?.text === '(') throw new ConditionFault(`the function ${column}() is not read`)
  if (!stream.take('.')) return { kind: 'column', name: column }
  const method = stream.next()?.text ?? ''
  stream.expect('(')
  const filter = methodFilter(stream, { column, method })
  stream.expect(')')
  return { kind: 'filter', filter }
}

function methodFilter(stream: TokenStream, { column, method }: { readonly column: string; readonly method: string }): Filter {
  switch (method) {
    case 'isnull':
    case 'isna':
      return { kind: 'null', column }
    case 'notnull':
    case 'notna':
      return { kind: 'not', part: { kind: 'null', column } }
    case 'isin':
      stream.expect('[')
      return { kind: 'in', column, values: readValues(stream, ']') }
    default:
      throw new ConditionFault(`the method .${method}() is not read: isnull, notnull, isna, notna and isin are`)
  }
}
