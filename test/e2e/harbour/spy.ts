// A training command that tries to carry off what it can see, in a form that no masking of logs recognises.
import type { ActRun } from '@seaworthy/testing'
import { tiny } from './tiny.ts'

export function spyingTrainer(): Readonly<Record<string, string>> {
  const line = `console.log('spied ' + Buffer.from(JSON.stringify(process.env)).toString('base64'))`
  return { 'train.mjs': `${tiny.base()['train.mjs']}\n${line}\n` }
}

/** The environment that it saw. */
export function spiedOn({ log }: ActRun): Readonly<Record<string, string>> {
  const [, encoded = ''] = /^spied (\S+)$/m.exec(log) ?? []
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as Record<string, string>
}
