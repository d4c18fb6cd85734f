/** Up to three photos of a report: shown with their size, turned or left out again with one tap. */
import { useEffect, useState } from 'preact/hooks'
import { texts } from '../texts.js'
import { FileButton } from '../ui/controls.js'
import { Icon } from '../ui/icons.js'
import { byteSize } from '../ui/sizes.js'
import { trySaving } from '../ui/try-saving.js'
import { MOST_PHOTOS } from './draft.js'
import { keepPhoto, readPhoto, type KeptPhoto } from './photos.js'

export function PhotoRow({ photos, onChange }: { photos: KeptPhoto[]; onChange: (photos: KeptPhoto[]) => void }) {
  const [isWorking, setIsWorking] = useState(false)
  const [isBad, setIsBad] = useState(false)
  const add = async (files: File[]): Promise<void> => {
    setIsWorking(true)
    setIsBad(false)
    let next = photos
    for (const file of files.slice(0, MOST_PHOTOS - photos.length)) {
      await trySaving(async () => {
        const kept = await keepPhoto(file)
        if (!kept) return setIsBad(true)
        if (next.some((photo) => photo.sha256 === kept.sha256)) return
        next = [...next, kept]
        onChange(next)
      })
    }
    setIsWorking(false)
  }
  const turn = async (photo: KeptPhoto): Promise<void> => {
    const blob = await readPhoto(photo.sha256)
    if (!blob) return
    await trySaving(async () => {
      const turned = await keepPhoto(blob, 1)
      if (turned) onChange(photos.map((one) => (one.sha256 === photo.sha256 ? turned : one)))
    })
  }
  return (
    <div class="section">
      <h2>{texts.photos.title}</h2>
      <p class="hint">{texts.photos.hint}</p>
      <div class="photos">
        {photos.map((photo, index) => (
          <Photo key={photo.sha256} photo={photo} number={index + 1} onTurn={() => void turn(photo)} onRemove={() => onChange(photos.filter((one) => one !== photo))} />
        ))}
      </div>
      {photos.length < MOST_PHOTOS && (
        <FileButton icon="camera" label={isWorking ? texts.photos.working : texts.photos.add} accept="image/*" isMultiple isDisabled={isWorking} onChoose={(files) => void add(files)} />
      )}
      {isBad && (
        <p class="error" role="alert">
          <Icon name="warn" size={20} /> {texts.photos.notImage}
        </p>
      )}
    </div>
  )
}

function Photo(props: { photo: KeptPhoto; number: number; onTurn: () => void; onRemove: () => void }) {
  const { photo, number } = props
  const [url, setUrl] = useState<string | undefined>(undefined)
  useEffect(() => {
    let made: string | undefined
    void readPhoto(photo.sha256).then((blob) => {
      if (!blob) return
      made = URL.createObjectURL(blob)
      setUrl(made)
    })
    return () => made && URL.revokeObjectURL(made)
  }, [photo.sha256])
  const name = texts.photos.one(number, byteSize(photo.bytes))
  return (
    <div class="photo">
      {url ? <img src={url} alt={name} /> : <div class="no-photo" />}
      <p>{name}</p>
      <div class="row">
        {url && (
          <button type="button" class="quiet" aria-label={texts.photos.turn(number)} onClick={props.onTurn}>
            <Icon name="turn" />
          </button>
        )}
        <button type="button" class="quiet" aria-label={texts.photos.remove(number)} onClick={props.onRemove}>
          <Icon name="close" />
        </button>
      </div>
    </div>
  )
}
