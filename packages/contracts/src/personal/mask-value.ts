import { type PersonalKind, personalKinds } from '../personal-kinds.ts'
import { personalKindsOf } from './detectors.ts'

/**
 * What is shown instead of a value of a column with personal data: its kind, and how long it is. Nothing of the value itself.
 * @param kinds that the column holds; `any` where it is only said that its values are nobody's to see.
 * @example maskValue('ada@lovelace.example', 'any') // '«email, 20 characters»'
 */
export function maskValue(value: string, kinds: readonly PersonalKind[] | 'any'): string {
  const [kind] = personalKindsOf(value, kinds === 'any' ? personalKinds : kinds)
  const length = [...value].length
  return `«${kind?.replaceAll('_', ' ') ?? 'hidden'}, ${length} ${length === 1 ? 'character' : 'characters'}»`
}
