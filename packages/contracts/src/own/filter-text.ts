import type { Scalar } from '../check.ts'
import { type Comparison, comparisons, type Filter } from '../filter.ts'
import { FilterFault, type FilterToken, filterTokens } from './filter-tokens.ts'

const maxDepth = 100
const keywords = new Set(['and', 'or', 'not', 'is', 'null', 'in', 'between', 'true', 'false'])

/**
 * Reads a filter: comparisons of a column with a value (`status = 'open'`, `amount >= 0`) or another column, `in (…)`,
 * `between … and …` (both ends belong to it), `is null`, joined by `and`, `or`, `not` and parentheses, in this order of strength:
 * not, and, or. Names that are no plain words stand in double quotes, texts in single ones. A comparison with a null is false, so
 * that `not` of it is true: unlike SQL there is no third answer.
 * @example filterText("amount > 0 and status = 'open'") // { filter: { kind: 'all', parts: [{ kind: 'compare', column: 'amount', … }, …] } }
 */
export function filterText(source: string): { readonly filter: Filter } | { readonly fault: string } {
  try {
    const reading = new Reading(filterTokens(source))
    const filter = reading.either(0)
    reading.end()
    return { filter }
  } catch (error) {
    if (error instanceof FilterFault) return { fault: error.message }
    throw error
  }
}

class Reading {
  #at = 0
  readonly #tokens: readonly FilterToken[]

  constructor(tokens: readonly FilterToken[]) {
    this.#tokens = tokens
  }

  either(depth: number): Filter {
    if (depth > maxDepth) throw new FilterFault(`it is nested more than ${maxDepth} deep`)
    const parts = [this.#both(depth)]
    while (this.#take('or')) parts.push(this.#both(depth))
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts }
  }

  end(): void {
    const rest = this.#tokens[this.#at]
    if (rest) throw this.#fault('"and" or "or" is expected')
  }

  #both(depth: number): Filter {
    const parts = [this.#part(depth)]
    while (this.#take('and')) parts.push(this.#part(depth))
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'all', parts }
  }

  #part(depth: number): Filter {
    if (depth > maxDepth) throw new FilterFault(`it is nested more than ${maxDepth} deep`)
    if (this.#take('not')) return { kind: 'not', part: this.#part(depth + 1) }
    if (!this.#take('(')) return this.#comparison()
    const inner = this.either(depth + 1)
    this.#expect(')')
    return inner
  }

  #comparison(): Filter {
    const column = this.#column()
    if (this.#take('is')) {
      const negated = this.#take('not')
      this.#expect('null')
      return negate({ kind: 'null', column }, negated)
    }
    const negated = this.#take('not')
    if (this.#take('in')) return negate({ kind: 'in', column, values: this.#values() }, negated)
    if (this.#take('between')) return negate(this.#between(column), negated)
    if (negated) throw this.#fault('"in" or "between" is expected')
    const sign = this.#tokens[this.#at++]
    const operator = comparisons.find((one) => sign?.kind === 'sign' && one === sign.text)
    if (!operator) {
      this.#at--
      throw this.#fault(`one of ${comparisons.join(' ')}, "in", "between" or "is" is expected`)
    }
    return this.#compared(column, operator)
  }

  #compared(column: string, operator: Comparison): Filter {
    const token = this.#tokens[this.#at]
    if (token && this.#isColumn(token)) return { kind: 'compare_columns', left: column, operator, right: this.#column() }
    return { kind: 'compare', column, operator, value: this.#value() }
  }

  #between(column: string): Filter {
    const low = this.#value()
    this.#expect('and')
    const high = this.#value()
    const end = (operator: Comparison, value: Scalar) => ({ kind: 'compare', column, operator, value }) as const
    return { kind: 'all', parts: [end('>=', low), end('<=', high)] }
  }

  #values(): readonly Scalar[] {
    this.#expect('(')
    const values = [this.#value()]
    while (this.#take(',')) values.push(this.#value())
    this.#expect(')')
    return values
  }

  #column(): string {
    const token = this.#tokens[this.#at]
    if (!token || !this.#isColumn(token)) throw this.#fault('the name of a column is expected')
    this.#at++
    return token.text
  }

  #isColumn({ kind, text }: FilterToken): boolean {
    return kind === 'quoted_name' || (kind === 'name' && !keywords.has(text.toLowerCase()))
  }

  #value(): Scalar {
    const token = this.#tokens[this.#at]
    const word = token?.kind === 'name' ? token.text.toLowerCase() : null
    if (word === 'null') throw this.#fault('nothing equals null: write "is null"')
    if (!token || (word !== 'true' && word !== 'false' && token.kind !== 'text' && token.kind !== 'number')) throw this.#fault('a value is expected')
    this.#at++
    if (token.kind === 'number') return readNumber(token)
    return word === null ? token.text : word === 'true'
  }

  #take(word: string): boolean {
    const token = this.#tokens[this.#at]
    const found = token && (token.kind === 'sign' || token.kind === 'name') && token.text.toLowerCase() === word
    if (found) this.#at++
    return found === true
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#fault(`"${word}" is expected`)
  }

  #fault(expected: string): FilterFault {
    const token = this.#tokens[this.#at]
    return new FilterFault(`${expected} ${token ? `at character ${token.at}, not ${JSON.stringify(token.text)}` : 'at the end'}`)
  }
}

function readNumber({ text, at }: FilterToken): number {
  const number = Number(text)
  const isExact = Number.isFinite(number) && (!/^[+-]?\d+$/.test(text) || Number.isSafeInteger(number))
  if (!isExact) throw new FilterFault(`the number at character ${at} is beyond 2^53 and not exact`)
  return number
}

function negate(filter: Filter, negated: boolean): Filter {
  return negated ? { kind: 'not', part: filter } : filter
}
