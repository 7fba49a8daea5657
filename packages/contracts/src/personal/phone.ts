import { certain, type PersonalDetector } from './detector.ts'

const international = /^\+[1-9][0-9 ().-]{5,20}[0-9]$/
/** North America: area, exchange, line. */
const northAmerican = /^(?:1[ .-]?)?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}[ .-][0-9]{4}$/
/** With a leading 0 and at least one separator, as in most of Europe. */
const trunk = /^\(?0[1-9][0-9]{0,3}\)?(?:(?:[ -]| ?\/ ?)[0-9]{2,8}){1,5}$/
const decimal = /^\+[0-9]+\.[0-9]+$/

/**
 * A number of E.164 with its plus, 7 to 15 digits, or a national one in a common form with separators. Digits alone are no phone
 * number: they may count anything.
 */
export const phone: PersonalDetector = {
  ...certain,
  kind: 'phone',
  prefilter: '\\s*[+(01-9][0-9() ./-]{6,24}[0-9]\\s*',
  test: (text) => {
    const given = text.trim()
    const digits = given.replaceAll(/[^0-9]/g, '').length
    if (international.test(given)) return digits >= 7 && digits <= 15 && !decimal.test(given)
    return northAmerican.test(given) || (trunk.test(given) && digits >= 9 && digits <= 12)
  },
}
