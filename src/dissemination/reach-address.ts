/** Where a fact is read in the panel: on the page of its team in its assignment (src/reach). */
import { idOf } from '../organisation/place.js'

export function reachAddress({ collection, doc }: { collection: string; doc: Readonly<Record<string, unknown>> }): string | undefined {
  const first = (value: unknown) => idOf(Array.isArray(value) ? value[0] : value)
  const assignment = first(doc.assignment ?? doc.assignments)
  const delivery = collection === 'deliveries' ? idOf(doc.id) : first(doc.delivery ?? doc.deliveries)
  return assignment && delivery ? `/admin/reach/${assignment}?delivery=${delivery}` : undefined
}
