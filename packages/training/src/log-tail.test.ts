import { expect, it } from 'vitest'
import { openLogTail } from './log-tail.ts'

it('keeps the last sixty lines, joined over pieces', () => {
  const tail = openLogTail()
  for (let line = 1; line <= 100; line++) {
    tail.add(`line `)
    tail.add(`${line}\n`)
  }
  tail.add('unfinished')
  const lines = tail.text().split('\n')
  expect([lines.length, lines[0], lines.at(-2)]).toEqual([61, 'line 42', 'unfinished'])
})

it('shows what a progress bar showed last, and cuts a line without end', () => {
  const tail = openLogTail()
  tail.add('10%\r50%\r100%\r\ndone\n')
  tail.add('x'.repeat(5000))
  expect(tail.text()).toBe(`100%\ndone\n${'x'.repeat(2000)}\n`)
})

it('is empty where nothing was said', () => {
  expect(openLogTail().text()).toBe('')
})
