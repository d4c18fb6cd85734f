/** Facts have no form: their address in the panel leads to the page of the team in that assignment. */
import { redirect } from 'next/navigation'
import type { DocumentViewServerProps } from 'payload'

import { reachAddress } from '../../dissemination/reach-address'

export function OpenInReach({ doc, initPageResult }: DocumentViewServerProps) {
  const collection = initPageResult.collectionConfig?.slug ?? ''
  redirect(reachAddress({ collection, doc: doc ?? {} }) ?? '/admin')
}
