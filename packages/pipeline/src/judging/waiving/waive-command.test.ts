import { describe, expect, it } from 'vitest'
import { waiveCommands } from './waive-command.ts'

const sha = 'a'.repeat(40)
const because = 'the old labels are wrong'
const command = (parts: { readonly sha?: string; readonly gate?: string; readonly because?: string } = {}) =>
  `/seaworthy waive ${parts.sha ?? sha} ${parts.gate ?? 'roc_auc:non_inferior'} because ${parts.because ?? because}`

describe('waiveCommands', () => {
  it('reads commit, gate and reason of each line that is a command, between what else is said', () => {
    const body = `I looked at it.\r\n${command()}\r\n\r\n${command({ gate: '`log_loss:no_regression:origin=New York`' })}  \n`
    expect(waiveCommands(body)).toEqual([
      { kind: 'waive', sha, gate: 'roc_auc:non_inferior', because },
      { kind: 'waive', sha, gate: 'log_loss:no_regression:origin=New York', because },
    ])
  })

  it('ends the gate at the first "because": the rest is the reason', () => {
    expect(waiveCommands(command({ because: 'it is late because of fog' }))).toMatchObject([{ because: 'it is late because of fog' }])
  })

  it.each([
    ['is not at the start of its line', `please ${command()}`],
    ['is indented', `  ${command()}`],
    ['is quoted', `> ${command()}`],
    ['stands in fenced code', `\`\`\`\n${command()}\n\`\`\``],
    ['stands in fenced code that a shorter fence does not end', `~~~~\n~~~\n${command()}`],
    ['is hidden in a comment of HTML', `<!--\n${command()}\n-->`],
    ['is hidden in a comment of HTML that never ends', `<!-- x\n${command()}`],
    ['is another word', `/seaworthy waiver ${sha} roc_auc:at_least because ${because}`],
  ])('takes for no command what %s', (_, body) => {
    expect(waiveCommands(body)).toEqual([])
  })

  it.each([
    ['without anything', '/seaworthy waive', 'no_sentence', null],
    ['without a reason', `/seaworthy waive ${sha} roc_auc:at_least`, 'no_sentence', null],
    ['whose reason is empty', `/seaworthy waive ${sha} roc_auc:at_least because  `, 'no_sentence', null],
    ['whose reason says nothing', command({ because: 'fine, ok' }), 'short_reason', 'roc_auc:non_inferior'],
    ['with a shortened commit, which others could be made to share', command({ sha: sha.slice(0, 12) }), 'short_sha', 'roc_auc:non_inferior'],
    ['with a branch for a commit', command({ sha: 'main' }), 'short_sha', 'roc_auc:non_inferior'],
    ['with a reason of a thousand characters and one', command({ because: 'x'.repeat(1001) }), 'too_long', null],
    ['with a gate longer than any', command({ gate: 'x'.repeat(401) }), 'too_long', null],
  ])('answers a command %s', (_, body, reason, gate) => {
    expect(waiveCommands(body)).toEqual([{ kind: 'unreadable', reason, gate }])
  })

  it('reads twenty commands of one comment and no more', () => {
    expect(waiveCommands(Array(30).fill(command()).join('\n'))).toHaveLength(20)
  })

  it('makes a text that can be kept of half a character', () => {
    expect(waiveCommands(command({ because: 'half a character \ud800 here' }))).toMatchObject([{ because: 'half a character \ufffd here' }])
  })
})
