/** Rewrites single conditions of a Payload `where`, wherever they stand in it. Used by the hooks that make lists found. */
import type { Where } from 'payload'

/** @param change the condition's replacement; undefined leaves it as it is */
export async function rewriteWhere(where: Where, change: (field: string, condition: unknown) => Where | undefined | Promise<Where | undefined>): Promise<Where> {
  const parts = await Promise.all(
    Object.entries(where).map(async ([field, condition]): Promise<Where> => {
      if (/^(and|or)$/i.test(field) && Array.isArray(condition)) return { [field.toLowerCase()]: await Promise.all(condition.map((part) => rewriteWhere(part as Where, change))) }
      return (await change(field, condition)) ?? ({ [field]: condition } as Where)
    }),
  )
  const [only] = parts
  if (!only) return {}
  return parts.length === 1 ? only : { and: parts }
}

/** What was typed into a list's search box, where the condition is the box's. */
export function typedIn(condition: unknown): string | undefined {
  return typeof condition === 'object' && condition !== null && 'like' in condition && typeof condition.like === 'string' ? condition.like : undefined
}
