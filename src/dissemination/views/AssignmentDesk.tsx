'use client'
/** The page of an assignment: the form "Giao cho các tổ" while it is a draft, its progress and changes afterwards. */
import { Gutter, useDocumentInfo, useStepNav } from '@payloadcms/ui'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'

import { callDesk } from '../../platform/admin/call-desk'
import type { AssignmentChange } from '../assignment-changes'
import { Refused, Skeleton } from '../../platform/admin/parts'
import { useTexts } from '../../platform/admin/language'
import { useAccount, useLoad } from '../../platform/admin/use-desk'
import { DraftAssignment } from './DraftAssignment'
import { SentAssignment } from './SentAssignment'
import { assignmentTexts } from './texts'
import { type AssignmentDoc, draftOf, EMPTY_DRAFT, readContentReference } from './types'
import { type ContentDoc, titleOf } from './ContentPicker'

export function AssignmentDesk({ changes }: { changes: readonly AssignmentChange[] }) {
  const { id, hasSavePermission } = useDocumentInfo()
  const { may } = useAccount()
  const { setStepNav } = useStepNav()
  const texts = useTexts(assignmentTexts)
  // The draft gets its id while the form is open; the form must not begin anew then.
  const [firstId] = useState(id ? String(id) : undefined)
  useEffect(() => setStepNav([{ label: texts.assignments, url: '/admin/collections/assignments' }, { label: firstId ? texts.one : texts.give }]), [firstId, setStepNav, texts])
  return (
    <Gutter className="lt-page">
      <main>{firstId ? <KnownAssignment id={firstId} mayWrite={may('admin', 'editor') && hasSavePermission === true} changes={changes} /> : <NewAssignment />}</main>
    </Gutter>
  )
}

function KnownAssignment({ id, mayWrite, changes }: { id: string; mayWrite: boolean; changes: readonly AssignmentChange[] }) {
  const router = useRouter()
  const loaded = useLoad(id, (signal) => callDesk<AssignmentDoc>({ path: `/api/assignments/${id}?depth=0`, signal }))
  const [wasDraft, setWasDraft] = useState(false)
  useEffect(() => {
    if (loaded.data?.state === 'draft') setWasDraft(true)
  }, [loaded.data?.state])
  if (loaded.error && !loaded.data) return <Refused refusal={loaded.error} onRetry={loaded.reload} />
  if (!loaded.data) return <Skeleton lines={8} />
  if ((loaded.data.state === 'draft' || wasDraft) && mayWrite) return <DraftAssignment first={draftOf(loaded.data)} known={loaded.data} />
  const changed = () => {
    loaded.reload()
    // Its changes came with the page.
    router.refresh()
  }
  return <SentAssignment assignment={loaded.data} changes={changes} mayWrite={mayWrite} onChanged={changed} />
}

/** A new assignment; a content named in the address is in it from the start and gives it its title. */
function NewAssignment() {
  const search = useSearchParams()
  const given = readContentReference(search?.get('content') ?? '')
  const content = useLoad(given ? `${given.relationTo}/${given.value}` : '', (signal) => callDesk<ContentDoc>({ path: `/api/${given?.relationTo}/${given?.value}?depth=0`, signal }))
  if (!given) return <DraftAssignment first={EMPTY_DRAFT} known={undefined} />
  if (content.error) return <Refused refusal={content.error} onRetry={content.reload} />
  if (!content.data) return <Skeleton lines={8} />
  return <DraftAssignment first={{ ...EMPTY_DRAFT, content: [given], title: titleOf(content.data).slice(0, 300) }} known={undefined} />
}
