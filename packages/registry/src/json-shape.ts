import { RegistryError } from './errors.ts'

// What a signed document must look like; anything else counts as a wrong signature.

export function asObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>
  throw new RegistryError('SIGNATURE_INVALID', `${place} is not an object`)
}

export function asList(value: unknown, place: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new RegistryError('SIGNATURE_INVALID', `${place} is not a list`)
}

export function asText(value: unknown, place: string): string {
  if (typeof value === 'string') return value
  throw new RegistryError('SIGNATURE_INVALID', `${place} is not a text`)
}

export function asTextOrNull(value: unknown, place: string): string | null {
  return value === null ? null : asText(value, place)
}

/** @throws {RegistryError} `SIGNATURE_INVALID` unless it is exactly that. */
export function mustBe(value: unknown, expected: string | number | boolean, place: string): void {
  if (value !== expected)
    throw new RegistryError('SIGNATURE_INVALID', `${place} is ${JSON.stringify(value) ?? 'missing'}, not ${JSON.stringify(expected)}`)
}
