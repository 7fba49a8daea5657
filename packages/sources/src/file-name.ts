import { SourceError } from './errors.ts'

const maxNameLength = 1024

/**
 * A name from a listing, held to be one that no reader can be led astray by: relative, forward slashes, no `.` or `..`, no empty part,
 * nothing that does not print. What is otherwise is refused, since a mended name could be that of another file.
 * @throws {SourceError} `FILE_UNSAFE`
 */
export function safeName(name: string, place: string): string {
  const fault = faultOf(name)
  if (fault === null) return name
  throw new SourceError('FILE_UNSAFE', `${place} lists ${JSON.stringify(name.slice(0, 100))}, which ${fault}`, {
    hint: 'give the file a plain relative name, or narrow the pattern so that it is left out',
  })
}

function faultOf(name: string): string | null {
  if (name === '') return 'is no name'
  if (name.length > maxNameLength) return `has more than ${maxNameLength} characters`
  if (/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u.test(name)) return 'holds a character that does not print'
  if (name.includes('\\') || /^[a-z]:/i.test(name) || name.startsWith('/')) return 'is no relative path with forward slashes'
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) return 'has a part that is empty, "." or ".."'
  return null
}
