/** Ids of checks travel in records, which have room for so many characters; a number may yet follow. */
const maxIdLength = 190

/** @example checkId('delay', 'range') // 'delay.range' */
export function checkId(column: string, what: string): string {
  const points = [...column]
  const room = maxIdLength - what.length - 1
  return `${points.length <= room ? column : points.slice(0, room).join('')}.${what}`
}
