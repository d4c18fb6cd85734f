/**
 * Makes the app start without a network: its own files, kept under one name per build. A new build is fetched whole in
 * the background and takes over at the next start; the page that is open keeps running with the files it began with.
 */
/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope
/** Written in by the build: the files to keep, and a name that changes with any of them. */
declare const __FILES__: string[]
declare const __BUILD__: string

const PREFIX = 'lantoa-app-'
const PRESENT = PREFIX + __BUILD__
/** The build before the present one may still be on someone's screen. */
const BUILDS_KEPT = 2

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== self.location.origin) return
  const file = address.pathname === '/index.html' ? '/' : address.pathname
  if (__FILES__.includes(file) || file.startsWith('/assets/')) event.respondWith(answer(request, file))
})

async function keepFiles(): Promise<void> {
  const cache = await caches.open(PRESENT)
  await cache.addAll(__FILES__.map((file) => new Request(file, { cache: 'reload' })))
  await self.skipWaiting()
}

async function takeOver(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  const old = builds.filter((name) => name !== PRESENT)
  for (const name of old.slice(0, Math.max(0, old.length - (BUILDS_KEPT - 1)))) await caches.delete(name)
  await self.clients.claim()
}

async function answer(request: Request, file: string): Promise<Response> {
  const present = await caches.open(PRESENT)
  const kept = (await present.match(file)) ?? (await caches.match(file))
  return kept ?? fetch(request)
}

export {}
