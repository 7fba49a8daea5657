/** A field of a protobuf message, by its wire type. */
export interface Field {
  readonly number: number
  readonly varint?: bigint
  readonly bytes?: Uint8Array
  readonly float?: number
  readonly double?: number
}

/**
 * The fields of a protobuf message, in order, without a schema.
 * @throws {RangeError} where the bytes end early or hold a wire type that is none.
 */
export function readFields(bytes: Uint8Array): readonly Field[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fields: Field[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new RangeError('a varint does not end')
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const number = key >>> 3
    switch (key & 7) {
      case 0:
        fields.push({ number, varint: varint() })
        break
      case 1:
        fields.push({ number, double: view.getFloat64(at, true) })
        at += 8
        break
      case 2: {
        const length = Number(varint())
        if (at + length > bytes.length) throw new RangeError('a field ends beyond its message')
        fields.push({ number, bytes: bytes.subarray(at, at + length) })
        at += length
        break
      }
      case 5:
        fields.push({ number, float: view.getFloat32(at, true) })
        at += 4
        break
      default:
        throw new RangeError(`wire type ${key & 7} is none`)
    }
  }
  return fields
}
