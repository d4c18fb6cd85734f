/** Files that come with a text: named with their size, downloaded only when a person asks, then kept. */
import { useState } from 'preact/hooks'
import type { Attachment } from '../post/contract.js'
import { keepFile } from '../post/keep-content.js'
import { database } from '../store/database.js'
import { readMeta } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { byteSize } from '../ui/sizes.js'

export function Attachments({ attachments }: { attachments: Attachment[] }) {
  if (attachments.length === 0) return null
  return (
    <div class="section">
      <h3>{texts.read.attachments}</h3>
      {attachments.map((attachment) => (
        <One key={attachment.sha256} attachment={attachment} />
      ))}
    </div>
  )
}

function One({ attachment }: { attachment: Attachment }) {
  const [isLoading, setIsLoading] = useState(false)
  const kept = useStored(async () => ({ file: await (await database()).get('files', attachment.sha256) }), [attachment.sha256])
  const file = kept?.file
  const download = async (): Promise<void> => {
    const device = await readMeta('device')
    if (!device) return
    setIsLoading(true)
    const got = await keepFile({ ...attachment, use: 'attachment', key: device.key })
    setIsLoading(false)
    if (!got || got === 'missing') showNotice({ text: texts.read.downloadFailed })
    if (got === 'full') showNotice({ text: texts.read.noRoom })
  }
  const open = (): void => {
    if (file) saveBlob(file.blob, attachment.name)
  }
  return (
    <div class="line">
      <span class="fact">
        <Icon name="file" /> <span>{attachment.name}</span>
      </span>
      <button type="button" disabled={isLoading} onClick={() => (file ? open() : void download())} aria-label={`${file ? texts.read.open : texts.read.download(byteSize(attachment.bytes))}: ${attachment.name}`}>
        {isLoading ? texts.read.downloading : file ? texts.read.open : texts.read.download(byteSize(attachment.bytes))}
      </button>
    </div>
  )
}

/** Hands a file to the phone under a name. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
