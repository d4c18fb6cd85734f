import { importSuite } from './import-suite.js'

importSuite('sqlite', (folder) => `file:${folder}/import.db`)
