import type { Pattern } from '../../check.ts'

const digits = '[0-9]+'
const seconds = `${digits}(?:\\.${digits})?S`
const days = `(?:${digits}Y(?:${digits}M)?(?:${digits}D)?|${digits}M(?:${digits}D)?|${digits}D)`
const clock = `T(?:${digits}H(?:${digits}M)?(?:${seconds})?|${digits}M(?:${seconds})?|${seconds})`
const source = `^-?P(?:${days}(?:${clock})?|${clock}|${digits}W)$`

/** A duration of XML Schema: signed, any parts left out, seconds with a fraction. And, as the original tool has it, weeks (P1W). */
export const durationPattern: Pattern = { source, re2: source, javascript: source }
