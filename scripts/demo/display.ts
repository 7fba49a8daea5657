// What a person sees while the demo runs: chapters, the jobs of each line as they go, and the bot's own words.
import process from 'node:process'
import { renderTerminal } from '@seaworthy/report'
import type { Watcher } from '../line/play-line.ts'

const color = process.stdout.isTTY === true && !process.env.NO_COLOR
const width = Math.min(process.stdout.columns || 100, 110)
const paint = (text: string, style: string) => (color ? `\u001B[${style}m${text}\u001B[0m` : text)

export function chapter(number: number, title: string): void {
  console.log(`\n${paint(`${number}. ${title}`, '1;36')}`)
}

export function say(text: string): void {
  console.log(`   ${text}`)
}

/** Markdown of the bot, rendered and set off from the demo's own lines. */
export function quote(markdown: string): void {
  const text = renderTerminal(markdown, { color, width: width - 5 }).trimEnd()
  console.log(
    `\n${text
      .split('\n')
      .map((line) => `   ${paint('│', '36')} ${line}`)
      .join('\n')}\n`,
  )
}

/** One line for each job, with its time; `label` tells lines apart that run side by side. */
export function watch(label: string): Watcher {
  const started = new Map<string, number>()
  return {
    began: (job) => void started.set(job, performance.now()),
    ended(job, { ok }) {
      const seconds = ((performance.now() - (started.get(job) ?? 0)) / 1000).toFixed(1)
      console.log(`   ${ok ? paint('✓', '32') : paint('✗', '31')} ${label} · ${job} ${paint(`${seconds} s`, '2')}`)
    },
  }
}
