/** Who may see on which day a phone was last heard of: offices that follow villages themselves. Above them only sums are shown. */
export function showsLastSeen(unitTypes: readonly string[]): boolean {
  return unitTypes.some((type) => type === 'commune' || type === 'district' || type === 'village')
}
