import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeHtml, codeSpan, escapeHtml, escapeMarkdown, excerpt, fencedText, link } from './escape-markdown.ts'

/** Any text, and text made of what means something to Markdown, to HTML, to GitHub and to terminals. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...'\\`*_[]()|~#+=:.-!<>&$@\n\r\t \u202e\u200b\u2060'.split(''),
        '<!--',
        '-->',
        '![x](',
        'https://',
        'www.',
        '@acme',
        '#1',
        '</details>',
        '<script>',
        '```',
        '&lt;',
        '&#64;',
        ':tada:',
        'a',
        '1.',
        'GH-7',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
)

describe('escapeMarkdown', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['*bold* _em_ ~~gone~~', '\\*bold\\* \\_em\\_ \\~\\~gone\\~\\~'],
    ['`code`', '\\`code\\`'],
    ['<!-- seaworthy:report -->', '&lt;!-- seaworthy:\u2060report --&gt;'.replace('\u2060', '')],
    ['![x](https://evil.example/a.png)', '!\\[x\\](https:\u2060//evil.example/a.png)'],
    ['@acme/leads and me@acme.io', '@\u2060acme/leads and me@\u2060acme.io'],
    ['fixes #12, acme/flights#3, GH-4', 'fixes #\u206012, acme/flights#\u20603, GH-\u20604'],
    ['www.acme.io', 'www\u2060.acme.io'],
    ['# heading', '\\# heading'],
    ['1. item', '1\\. item'],
    ['- item', '\\- item'],
    ['two\nlines\r\nthree', 'two lines three'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['$x$', '<span>$</span>x<span>$</span>'],
    [':tada:', '\\:\u2060tada:'],
    ['evil\u202etxt', 'evil\ufffdtxt'],
    ['\\', '\\\\'],
    ['', ''],
  ])('writes %j as plain text', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })

  it('leaves no way out of a table cell, a line, or plain text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text)
        expect(escaped).not.toMatch(/[\n\r\t\u2028\u2029]/)
        const bare = escaped
          .replace(/\\[\\`*_[\]|~#+=:.)-]/g, '')
          .replaceAll('<span>$</span>', '')
          .replace(/&(amp|lt|gt);/g, '')
        expect(bare).not.toMatch(/[\\`*_[\]|~<>&$]/)
        expect(escaped).not.toMatch(/@\w|(?<!&)#\w|:\/\/|www\./i)
      }),
      { numRuns: 500 },
    )
  })
})

describe('codeSpan', () => {
  it.each([
    ['log_loss', '`log_loss`'],
    ['python train.py --data "$DATA"', '`python train.py --data "$DATA"`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['`', '<code>&#96;</code>'],
    ['$x', '<code>&#36;x</code>'],
    ['<!-- x', '<code>&#60;&#33;&#45;&#45; x</code>'],
    ['\\', '<code>&#92;</code>'],
    ['<a@b.io>', '<code>&#60;a&#64;\u2060b&#46;io&#62;</code>'],
    ['', '_empty_'],
  ])('writes %j as code', (text, expected) => {
    expect(codeSpan(text)).toBe(expected)
  })

  it('is one piece of code that nothing inside can end', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(codeSpan(text)).toMatch(/^(`[^`|\\<>\n]+`|<code>([\p{L}\p{N} ]|&#(?!64;)\d+;|&#64;\u2060)*<\/code>|_empty_)$/u)
        expect(codeHtml(text)).toMatch(/^<code>([\p{L}\p{N} ]|&#(?!64;)\d+;|&#64;\u2060)*<\/code>$/u)
        expect(escapeHtml(text)).not.toMatch(/[<>"'\n]|@\w/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('fencedText', () => {
  it('keeps lines and cannot be closed from inside', () => {
    expect(fencedText('one\n```\ntwo')).toBe('````text\none\n```\ntwo\n````')
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = fencedText(text).split('\n')
        const fence = lines.at(-1) ?? ''
        expect(lines.slice(1, -1).some((line) => line.includes(fence))).toBe(false)
      }),
    )
  })
})

describe('link', () => {
  it('links plain addresses and nothing else', () => {
    expect(link('run 1', 'https://github.com/acme/flights/actions/runs/1')).toBe('[run 1](https://github.com/acme/flights/actions/runs/1)')
    for (const url of ['javascript:alert(1)', 'https://x.io/a b', 'https://x.io/)](y', 'https://user:pw@x.io/', null])
      expect(link('run', url)).toBe('run')
  })
})

describe('excerpt', () => {
  it('cuts between characters and marks the cut', () => {
    expect(excerpt('⚓⚓⚓⚓', 3)).toBe('⚓⚓…')
    expect(excerpt('abc', 3)).toBe('abc')
  })
})
