// Made by npm run generate. The bundle in dist/ is built on the release commit.
import { runAction } from '../../dist/index.js'

await runAction('evaluate')
