export const operators = {
  mustBe: 'equal',
  mustNotBe: 'not_equal',
  mustBeGreaterThan: 'greater',
  mustBeGreaterOrEqualTo: 'greater_or_equal',
  mustBeLessThan: 'less',
  mustBeLessOrEqualTo: 'less_or_equal',
  mustBeBetween: 'between',
  mustNotBeBetween: 'not_between',
} as const
export type OperatorKey = keyof typeof operators
export const operatorKeys = Object.keys(operators) as readonly OperatorKey[]

type Unit = { readonly unit: 'rows' | 'percent' | 'passing' }
/**
 * What a number must satisfy. Both ends of `between` belong to it. `rows` compares the count of failing rows, `percent` 100 x count
 * / rows that count, `passing` the share 0..1 of passing values among those that are not null (1 where there are none).
 */
export type Condition =
  | (Unit & { readonly operator: Exclude<(typeof operators)[OperatorKey], 'between' | 'not_between'>; readonly value: number })
  | (Unit & { readonly operator: 'between' | 'not_between'; readonly low: number; readonly high: number })

/** No row may fail. */
export const none: Condition = { operator: 'equal', value: 0, unit: 'rows' }

/** Every row counts, and none may fail. */
export const allRows = { condition: none, where: null } as const

/** At least this share of the values that are not null passes, 0..1: what other tools call "mostly". */
export function mostly(share: number): Condition {
  return share === 1 ? none : { operator: 'greater_or_equal', value: share, unit: 'passing' }
}

/** @example holds({ operator: 'between', low: 1, high: 3, unit: 'rows' }, 3) // true */
export function holds(condition: Condition, observed: number): boolean {
  switch (condition.operator) {
    case 'equal':
      return observed === condition.value
    case 'not_equal':
      return observed !== condition.value
    case 'greater':
      return observed > condition.value
    case 'greater_or_equal':
      return observed >= condition.value
    case 'less':
      return observed < condition.value
    case 'less_or_equal':
      return observed <= condition.value
    case 'between':
      return observed >= condition.low && observed <= condition.high
    case 'not_between':
      return observed < condition.low || observed > condition.high
  }
}

/** @example describeCondition({ operator: 'less', value: 5, unit: 'percent' }) // 'less than 5%' */
export function describeCondition(condition: Condition): string {
  const unit = condition.unit === 'percent' ? '%' : condition.unit === 'passing' ? ' of the values passing' : ''
  switch (condition.operator) {
    case 'equal':
      return `${condition.value}${unit}`
    case 'not_equal':
      return `other than ${condition.value}${unit}`
    case 'greater':
      return `more than ${condition.value}${unit}`
    case 'greater_or_equal':
      return `at least ${condition.value}${unit}`
    case 'less':
      return `less than ${condition.value}${unit}`
    case 'less_or_equal':
      return `at most ${condition.value}${unit}`
    case 'between':
      return `between ${condition.low}${unit} and ${condition.high}${unit}`
    case 'not_between':
      return `not between ${condition.low}${unit} and ${condition.high}${unit}`
  }
}
