/** The bytes of a value as the driver gives it. */
export function bytesOf(value: unknown): Uint8Array | null {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array ? value.bytes : null
}
