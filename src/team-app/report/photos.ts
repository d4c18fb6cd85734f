/**
 * Photos made small on the phone: turned upright, at most 1280 px and 300 KB, and free of what a camera adds (drawing
 * anew leaves place and device behind). Called by the report's photo row.
 */
import { sha256 } from '../phone/sha256.js'
import { database } from '../store/database.js'
import { withRoom } from '../store/room.js'

const MOST_PIXELS = 1280
const MOST_BYTES = 300_000
const QUALITIES = [0.82, 0.7, 0.58, 0.45, 0.3]

export interface KeptPhoto {
  sha256: string
  bytes: number
}

/** Shrinks an image and keeps it; undefined where the phone cannot read it as one. */
export async function keepPhoto(file: Blob, quarterTurns = 0): Promise<KeptPhoto | undefined> {
  const image = await decode(file)
  if (!image) return undefined
  const blob = await shrink(image, quarterTurns)
  if (!blob) return undefined
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const kept = { sha256: await sha256(bytes), bytes: bytes.length }
  await withRoom(async () => {
    await (await database()).put('photos', { ...kept, blob })
  })
  return kept
}

export async function readPhoto(hash: string): Promise<Blob | undefined> {
  return (await (await database()).get('photos', hash))?.blob
}

/** As an element, for the browser turns that the way the camera was held; `createImageBitmap` of 2021 does not. */
async function decode(file: Blob): Promise<HTMLImageElement | undefined> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  image.src = url
  try {
    await image.decode()
    return image
  } catch {
    return undefined
  } finally {
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
}

async function shrink(image: HTMLImageElement, quarterTurns: number): Promise<Blob | undefined> {
  for (const pixels of [MOST_PIXELS, 960, 640]) {
    const canvas = draw(image, pixels, quarterTurns)
    if (!canvas) return undefined
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
      if (!blob) return undefined
      if (blob.size <= MOST_BYTES) return blob
    }
  }
  return undefined
}

function draw(image: HTMLImageElement, pixels: number, quarterTurns: number): HTMLCanvasElement | undefined {
  const scale = Math.min(1, pixels / Math.max(image.naturalWidth, image.naturalHeight))
  const width = Math.max(1, Math.round(image.naturalWidth * scale))
  const height = Math.max(1, Math.round(image.naturalHeight * scale))
  const isSideways = quarterTurns % 2 === 1
  const canvas = document.createElement('canvas')
  canvas.width = isSideways ? height : width
  canvas.height = isSideways ? width : height
  const context = canvas.getContext('2d')
  if (!context) return undefined
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate((quarterTurns * Math.PI) / 2)
  context.drawImage(image, -width / 2, -height / 2, width, height)
  return canvas
}
