/** What the guide of a new installation is told: shared by the server and the desk's view. Types and order, no I/O. */

export const stepKeys = ['province', 'villages', 'teams', 'codes', 'document'] as const
export type StepKey = (typeof stepKeys)[number]

export interface FirstRunContent {
  collection: 'resolutions' | 'materials' | 'campaigns'
  id: string
  title: string
}

export interface FirstRunSteps {
  /** `official`: how many communes the official list has; null where the place is not of that list. */
  province: { isDone: boolean; communes: number; official: number | null; hasOwnRoot: boolean }
  villages: { isDone: boolean; villages: number; communesWithout: number }
  teams: { isDone: boolean; teams: number; villagesWithout: number; members: number }
  codes: { isDone: boolean; codes: number; phones: number }
  document: { isDone: boolean; isWritten: boolean; isApproved: boolean; isGiven: boolean; content: FirstRunContent | null; draft: string | null }
  /** May wait: one person can do it all at first. */
  accounts: { isDone: boolean; others: number }
}

export interface FirstRun {
  concerns: boolean
  isFinished: boolean
  place: { id: string; name: string; type: string; code: string }
  /** The installation's top is a nation: a province of the official list can be picked. */
  canPick: boolean
  canDrop: boolean
  /** Absent once all is done, or where it is none of the account's business. */
  steps: FirstRunSteps | undefined
}

/** The first step that is not done. */
export function nextStep(steps: FirstRunSteps): StepKey | undefined {
  return stepKeys.find((key) => !steps[key].isDone)
}

export function doneSteps(steps: FirstRunSteps): number {
  return stepKeys.filter((key) => steps[key].isDone).length
}
