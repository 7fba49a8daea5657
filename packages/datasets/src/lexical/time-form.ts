/** ISO 8601, written in full. That the day exists is left to the cast. */
export const dayPattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
export const clockPattern = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?'
/** Z, or hours and minutes from UTC. Such a time is turned into UTC. */
export const zonePattern = '(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])'
