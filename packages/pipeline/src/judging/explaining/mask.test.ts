import type { BatchColumn } from '@seaworthy/inference'
import { describe, expect, it } from 'vitest'
import { maskOfColumns } from './mask.ts'

const texts: BatchColumn = { kind: 'string', data: ['a'] }
const numbers: BatchColumn = { kind: 'number', data: Float64Array.of(1) }
const columns = { personal: ['mail', 'age'], cuts: ['origin', 'mail'] }

describe('what an explanation may quote', () => {
  it('is everything but personal columns where samples are shown', () => {
    const mask = maskOfColumns({ samples: 'show', ...columns })
    expect(mask.hidesRows).toBe(false)
    expect(['mail', 'age', 'origin'].map(mask.isPersonal)).toEqual([true, true, false])
    expect([mask.hidesGrid('mail', texts), mask.hidesGrid('age', numbers), mask.hidesGrid('remark', texts)]).toEqual([true, true, false])
    expect(mask.gridValue(1234.5678)).toBe(1234.5678)
  })

  it('is no row, no text that is no slice, and no exact number where they are hidden', () => {
    const mask = maskOfColumns({ samples: 'hide', ...columns })
    expect(mask.hidesRows).toBe(true)
    expect([mask.hidesGrid('remark', texts), mask.hidesGrid('origin', texts), mask.hidesGrid('hour', numbers)]).toEqual([true, false, false])
    // A personal column stays hidden, though a gate cuts by it.
    expect([mask.hidesGrid('mail', texts), mask.hidesGrid('age', numbers)]).toEqual([true, true])
    expect([mask.gridValue(1234.5678), mask.gridValue(-0.00123456), mask.gridValue('ABC')]).toEqual([1230, -0.00123, 'ABC'])
  })
})
