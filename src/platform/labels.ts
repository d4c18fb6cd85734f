/** Names of the admin panel's parts in its two languages; collections group as the people who work with them think. */

export type Bilingual = { vi: string; en: string }

export function bi(vi: string, en: string): Bilingual {
  return { vi, en }
}

export const groups = {
  content: bi('Nội dung', 'Content'),
  dispatch: bi('Giao việc', 'Assignments'),
  territory: bi('Địa bàn', 'Territory'),
  follow: bi('Theo dõi', 'Follow-up'),
  administration: bi('Quản trị', 'Administration'),
} as const

/** A choice of a select field. */
export function choice<const Value extends string>(value: Value, vi: string, en: string): { value: Value; label: Bilingual } {
  return { value, label: bi(vi, en) }
}
