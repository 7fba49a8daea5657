import { expect, it } from 'vitest'
import { nearestName } from './nearest-name.ts'

it('finds the name that was meant, whatever its case', () => {
  expect(nearestName('Distnce', ['origin', 'distance', 'date'])).toBe('distance')
})

it('finds nothing where no name is near', () => {
  expect(nearestName('weekday', ['origin', 'distance'])).toBe(null)
  expect(nearestName('weekday', [])).toBe(null)
})
