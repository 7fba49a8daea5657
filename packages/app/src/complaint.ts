import { codeOf, hintOf } from './outcome.ts'

const codesPage = 'https://github.com/seaworthy-ml/seaworthy/blob/main/docs/errors.md'

/** What went wrong, where, and what to do, for a terminal: code, message, remedy. Only a defect of ours shows its stack. */
export function complaintText(error: unknown, { color }: { readonly color: boolean }): string {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  const paint = (text: string, style: string) => (color ? `\u001B[${style}m${text}\u001B[0m` : text)
  const told = `${paint(`✗ ${code}`, '31;1')}  ${indented(message)}\n`
  if (code === 'INTERNAL') return `${told}${stackOf(error)}\nThis is a defect of seaworthy: please report it.\n`
  const remedy = remedyFor(message, { code, hint: hintOf(error) })
  return remedy === null ? told : `${told}  ${paint('→', '36')} ${remedy}\n`
}

// Several problems of one file come as a line each: they stand below their number, so that all begin in one column.
function indented(message: string): string {
  const lines = message.trimEnd().split('\n')
  if (lines.length === 1) return message.trimEnd()
  const [head = '', ...rest] = lines
  return (/:$/.test(head) ? [head, ...rest] : [`${lines.length} problems:`, ...lines]).join('\n  ')
}

// A message that lists problems has the remedy of each beside it.
function remedyFor(message: string, { code, hint }: { readonly code: string; readonly hint: string | null }): string | null {
  if (hint !== null) return message.includes(hint) ? null : hint
  return /\(.+\)$/m.test(message) && message.includes('\n') ? null : `${codesPage}#${code.toLowerCase()}`
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? '').split('\n').slice(1).join('\n') : ''
}
