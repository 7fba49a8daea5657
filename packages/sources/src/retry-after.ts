/**
 * What a server asks a caller to wait: seconds, or a time, which is read against the server's own `Date`. null where it asks for nothing that can be read.
 * @example retryAfterMs(new Headers({ 'retry-after': '3' })) // 3000
 */
export function retryAfterMs(headers: Headers): number | null {
  const asked = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(asked)) return Number(asked) * 1000
  const ms = Date.parse(asked) - Date.parse(headers.get('date') ?? '')
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}
