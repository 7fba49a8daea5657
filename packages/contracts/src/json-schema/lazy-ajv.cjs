// CommonJS, since nothing else is loaded by a call, in a bundle too: ajv takes longer to load than most contracts to read, and few hold
// a schema.
exports.ajv = () => require('ajv')
exports.ajv2020 = () => require('ajv/dist/2020.js')
