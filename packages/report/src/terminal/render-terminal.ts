import { inline } from './inline.ts'
import { paint, type Span, type Style, widthOf, wrap } from './styled-text.ts'
import { table } from './table.ts'

export interface TerminalOptions {
  /** False where NO_COLOR is set or the output is no terminal. */
  readonly color: boolean
  /** Columns; lines wrap, tables wrap their cells. */
  readonly width: number
  /** Folded parts show their one line. @default 'folded' */
  readonly details?: 'folded' | 'expanded'
}

const narrowest = 40

/**
 * Our own comment Markdown for a terminal: headings, wrapped text, tables with borders, folded parts with a triangle. It reads
 * what this package writes, not Markdown at large; no HTML and, without color, no escape sequence is left.
 */
export function renderTerminal(markdown: string, options: TerminalOptions): string {
  const width = Math.max(narrowest, options.width)
  const lines: string[] = []
  for (const block of blocksOf(markdown)) lines.push(...blockLines(block, { color: options.color, width, details: options.details ?? 'folded' }))
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n')
  return `${text.trim()}\n`
}

type Block =
  | { readonly kind: 'blank' }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'table'; readonly lines: readonly string[] }
  | { readonly kind: 'details'; readonly summary: string; readonly open: boolean; readonly body: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'small'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }

function blockLines(block: Block, options: Required<TerminalOptions>): readonly string[] {
  switch (block.kind) {
    case 'blank':
      return ['']
    case 'heading':
      return ['', ...written(inline(block.text, 'heading'), options), '']
    case 'table':
      return table(block.lines, options)
    case 'details':
      return detailsLines(block, options)
    case 'code':
      return block.lines.map((line) => paint([{ text: `    ${line}`, style: 'code' }], options.color))
    case 'item':
      return indented(inline(block.text), '  • ', options)
    case 'small':
      return written(inline(block.text, 'dim'), options)
    case 'text':
      return written(inline(block.text), options)
  }
}

function detailsLines(block: Extract<Block, { kind: 'details' }>, options: Required<TerminalOptions>): readonly string[] {
  const expanded = options.details === 'expanded' || block.open
  const summary = indented(inline(block.summary.replace(/<\/?b>/g, '**')), expanded ? '▾ ' : '▸ ', options)
  if (!expanded) return summary
  const body = renderTerminal(block.body, { ...options, width: options.width - 2 })
  return [
    ...summary,
    ...body
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : `  ${line}`)),
    '',
  ]
}

function written(spans: readonly Span[], { color, width }: TerminalOptions): readonly string[] {
  return wrap(spans, width).map((line) => paint(line, color))
}

function indented(spans: readonly Span[], mark: string, { color, width }: TerminalOptions): readonly string[] {
  const style: Style | null = null
  const indent = widthOf([{ text: mark, style }])
  return wrap(spans, width - indent).map((line, at) => (at === 0 ? mark : ' '.repeat(indent)) + paint(line, color))
}

function blocksOf(markdown: string): readonly Block[] {
  const lines = markdown.replace(/<!--[\s\S]*?-->/g, '').split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const { block, next } = blockAt(lines, at)
    blocks.push(block)
    at = next
  }
  return blocks
}

function blockAt(lines: readonly string[], at: number): { readonly block: Block; readonly next: number } {
  const line = lines[at] ?? ''
  if (line.startsWith('|')) {
    const next = endOf(lines, at, (other) => !other.startsWith('|'))
    return { block: { kind: 'table', lines: lines.slice(at, next) }, next }
  }
  const fence = /^`{3,}/.exec(line)?.[0]
  if (fence) {
    const end = endOf(lines, at + 1, (other) => other === fence)
    return { block: { kind: 'code', lines: lines.slice(at + 1, end) }, next: end + 1 }
  }
  const details = /^<details( open)?><summary>(.*)<\/summary>$/.exec(line)
  if (details) {
    const end = endOf(lines, at + 1, (other) => other === '</details>')
    return {
      block: { kind: 'details', summary: details[2] ?? '', open: details[1] !== undefined, body: lines.slice(at + 1, end).join('\n') },
      next: end + 1,
    }
  }
  return { block: lineBlock(line), next: at + 1 }
}

function lineBlock(line: string): Block {
  if (line.trim() === '') return { kind: 'blank' }
  const heading = /^#{1,6} (.*)$/.exec(line)?.[1]
  if (heading !== undefined) return { kind: 'heading', text: heading }
  if (line.startsWith('- ')) return { kind: 'item', text: line.slice(2) }
  const small = /^<sub>(.*)<\/sub>$/.exec(line)?.[1]
  return small === undefined ? { kind: 'text', text: line } : { kind: 'small', text: small }
}

function endOf(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  const found = lines.findIndex((line, at) => at >= from && isEnd(line))
  return found < 0 ? lines.length : found
}
