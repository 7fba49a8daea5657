import { z } from 'zod'
import type { ConfigErrorCode } from './errors.ts'
import { suggestion } from './nearest.ts'

/** What is wrong with one text, without its place. */
export interface Complaint {
  readonly code: ConfigErrorCode
  readonly message: string
  readonly hint: string | null
}

interface LeafOptions {
  readonly description: string
  /** JSON Schema keywords that say the same to an editor. */
  readonly schema?: Readonly<Record<string, unknown>>
}

/** A text with its own rule. The rule speaks in codes, and the JSON Schema says as much of it as it can. */
export function textLeaf(judge: (text: string) => Complaint | null, { description, schema }: LeafOptions): z.ZodType<string, string> {
  return z
    .string()
    .check((context) => {
      const complaint = judge(context.value)
      if (!complaint) return
      const { message, code, hint } = complaint
      context.issues.push({ code: 'custom', input: context.value, message, params: { code, hint } })
    })
    .meta({ description, ...schema })
}

/** A text that must be read by a parser which answers null where it cannot. */
export function parsedLeaf(
  parse: (text: string) => unknown,
  options: LeafOptions & { readonly code: ConfigErrorCode; readonly what: string; readonly example: string },
): z.ZodType<string, string> {
  const { code, what, example } = options
  return textLeaf((text) => (parse(text) === null ? { code, message: `"${text}" is not ${what}`, hint: `like ${example}` } : null), options)
}

/** One of some names, with the nearest as a hint. */
export function choiceLeaf(
  choice: readonly string[],
  options: LeafOptions & { readonly code: ConfigErrorCode; readonly what: string; readonly plural: string },
): z.ZodType<string, string> {
  const { code, what, plural } = options
  const known = new Set(choice)
  return textLeaf(
    (text) => (known.has(text) ? null : { code, message: `unknown ${what} "${text}"`, hint: suggestion(text, choice, plural) }),
    options,
  )
}
