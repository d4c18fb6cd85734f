/** The ledger of mail as the row port sees it. */
import { defineTable } from '../platform/database/tables.js'

export const mailLedger = defineTable({
  slug: 'mail-ledger',
  columns: {
    id: 'text', key: 'text', kind: 'text', recipient: 'text', subject: 'text', body: 'json', state: 'text', attempts: 'number', dueAt: 'date', sentAt: 'date',
    error: 'text', createdAt: 'date',
  },
})
