/** One row per (assignment, tree, unit, slot) with the sums below that unit; moved in the same write as the fact. */
import type { CollectionConfig } from 'payload'

import { modelBook } from '../../access/model-book.js'
import { COUNTS } from '../../dissemination/counters.js'

export const reachCounters: CollectionConfig = modelBook({
  slug: 'reach-counters',
  indexes: [{ fields: ['assignment', 'tree', 'unit'] }, { fields: ['unit', 'tree'] }],
  fields: [
    { name: 'assignment', type: 'text', required: true },
    { name: 'tree', type: 'text', required: true },
    { name: 'unit', type: 'text', required: true },
    ...COUNTS.map((name) => ({ name, type: 'number' as const, defaultValue: 0 })),
  ],
})
