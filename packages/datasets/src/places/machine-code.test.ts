import { describe, expect, it } from 'vitest'
import { add, constant, local, moduleOf, numberAt, onesIn, putNumber, shiftLeft, subtract } from './machine-code.ts'

interface Running {
  instantiate(code: Uint8Array): Promise<{ readonly instance: { readonly exports: { run(...numbers: readonly number[]): number } } }>
}
declare const WebAssembly: Running

async function result(code: readonly number[], ...given: readonly number[]): Promise<number> {
  const { instance } = await WebAssembly.instantiate(moduleOf({ parameters: given.length, numbers: 1, longs: 0, words: 0, pages: 1, code }))
  return instance.exports.run(...given)
}

describe('moduleOf', () => {
  it.each([0, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)])('makes a function that gives back the constant %i', async (value) => {
    expect(await result(constant(value))).toBe(value)
  })

  it('makes a function of its parameters, locals and memory', async () => {
    const [given, own] = [local(0), local(1)]
    const code = [
      own.set(shiftLeft(given.get, constant(3))),
      putNumber(40_000, subtract(own.get, constant(1))),
      add(onesIn(numberAt(40_000)), own.get),
    ]
    expect(await result(code.flat(), 5)).toBe(4 + 40)
  })
})
