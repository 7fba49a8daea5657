import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderComment } from '../comment.ts'
import { escapeMarkdown } from '../escape-markdown.ts'
import { stories } from '../fixtures/stories.ts'
import { displayWidth } from './display-width.ts'
import { renderTerminal } from './render-terminal.ts'

const plain = (markdown: string, width = 80) => renderTerminal(markdown, { color: false, width })

describe('renderTerminal', () => {
  it('draws a blocked comment', async () => {
    await expect(renderTerminal(renderComment(stories['c-blocked-by-a-slice']()), { color: false, width: 120 })).toMatchFileSnapshot(
      '../fixtures/golden/terminal-c.txt',
    )
  })

  it.each(Object.entries(stories))('leaves no HTML and no line too wide in "%s"', (_, story) => {
    for (const width of [60, 100, 160]) {
      const text = renderTerminal(renderComment(story()), { color: false, width, details: 'expanded' })
      expect(text).not.toMatch(/<\/?(details|summary|sub|b|code|span)|<!--|&(#\d+|lt|amp);|\u2060/)
      expect(text).not.toContain('\u001b')
      if (width >= 100) for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it('colors words, never borders, and only when asked', () => {
    const colored = renderTerminal('## Title\n\n**bold** and `code`\n', { color: true, width: 80 })
    expect(colored).toBe('\u001b[1;4mTitle\u001b[22;24m\n\n\u001b[1mbold\u001b[22m and \u001b[36mcode\u001b[39m\n')
    expect(plain('## Title\n\n**bold** and `code`\n')).toBe('Title\n\nbold and code\n')
  })

  it('aligns tables and wraps cells at narrow widths', () => {
    expect(plain('| a | b |\n| :- | -: |\n| x ✅ | 1 |\n| y\\|z | 200 |\n')).toBe(
      ['┌──────┬─────┐', '│ a    │   b │', '├──────┼─────┤', '│ x ✅ │   1 │', '│ y|z  │ 200 │', '└──────┴─────┘', ''].join('\n'),
    )
  })

  it('folds details to a line and opens them when asked or when they are open', () => {
    const markdown = '<details><summary><b>Data</b>: 3 rows</summary>\n\nbody\n</details>\n'
    expect(plain(markdown)).toBe('▸ Data: 3 rows\n')
    expect(renderTerminal(markdown, { color: false, width: 80, details: 'expanded' })).toBe('▾ Data: 3 rows\n  body\n')
    expect(plain(markdown.replace('<details>', '<details open>'))).toBe('▾ Data: 3 rows\n  body\n')
  })

  it('shows foreign text as it was, without control characters', () => {
    expect(plain(escapeMarkdown('a|b *c* <d> @e `f` $g$ #1 https://x'))).toBe('a|b *c* <d> @e `f` $g$ #1 https://x\n')
    expect(plain('<code>&#27;&#91;31m</code>')).toBe('\ufffd[31m\n')
  })

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 0, max: 200 }), (text, width) =>
        plain(text, width).endsWith('\n'),
      ),
    )
  })
})

describe('displayWidth', () => {
  it('counts columns as a terminal does', () => {
    expect(['abc', '✅', '⚠️', '⚓', '中文', 'é', 'e\u0301', '', '±−→'].map(displayWidth)).toEqual([3, 2, 2, 2, 4, 1, 1, 0, 3])
  })
})
