import type { Comparison, Filter } from '../../filter.ts'
import { ConditionFault } from '../python/tokens.ts'

const form =
  /^\s*col\("([^"]+)"\)\s*(?:(\.notnull\(\))|(==|!=|<=|>=|<|>)\s*(?:([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|"([^"']*)"|'([^"']*)'|date\((?:"([^"']*)"|'([^"']*)')\)))\s*$/i

/**
 * A condition of the tool's own small language: one comparison of `col("name")` with a number, a text or `date("…")`, or
 * `col("name").notNull()`. It becomes SQL there, so that a missing value fails every comparison. What follows the first comparison
 * the original drops without a word; here it is refused.
 * @example colCondition('col("a").notNull()') // { kind: 'not', part: { kind: 'null', column: 'a' } }
 */
export function colCondition(source: string): Filter | ConditionFault {
  const found = form.exec(source)
  const [, column = '', notNull, sign, number, ...texts] = found ?? []
  if (!found) return new ConditionFault('it is read as col("name") and one comparison, or col("name").notNull()')
  if (notNull !== undefined) return { kind: 'not', part: { kind: 'null', column } }
  const operator = (sign === '==' ? '=' : sign === '!=' ? '<>' : sign) as Comparison
  if (number === undefined) return { kind: 'compare', column, operator, value: texts.find((text) => text !== undefined) ?? '' }
  const value = Number(number)
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return new ConditionFault(`${number} is beyond 2^53 and not exact`)
  return { kind: 'compare', column, operator, value }
}
