import type { TextFormat } from '../text-format.ts'
import { textFormatRules } from './text-format-rules.ts'

/** Whether a text is written in a format, as the checks of data decide it. @example isOfFormat('2023-02-29', 'date') // false */
export function isOfFormat(text: string, format: TextFormat): boolean {
  const rule = textFormatRules[format]
  if ('test' in rule) return rule.test(text)
  if (rule.maxLength !== undefined && [...text].length > rule.maxLength) return false
  return new RegExp(`^(?:${rule.pattern})$`, 'u').test(text) && (rule.day !== true || isDay(text.slice(0, 10)))
}

/** Of the digits of a day: whether the calendar has it. The year 0000 is one. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}
