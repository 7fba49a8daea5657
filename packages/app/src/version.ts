/** The version of this tool, equal to the one in package.json (a test compares them). Its major number is part of every key. */
export const toolVersion = '0.1.0'
