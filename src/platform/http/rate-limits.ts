// How often a caller may try (contract §3): phones by device, guessers of codes and keys by address, sign-ins by
// address and account. Kept in memory; on several nodes each counts for itself. Used by `endpoint` and payload-rest.
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { problem } from '../problems.js'
import { foldVietnamese } from '../text.js'

export interface RateLimits {
  /** Counts one request of a device; refuses beyond 240 a minute. */
  countDeviceRequest: (device: string) => Promise<void>
  /** Refuses an address that has guessed too often (20 failures in 10 minutes). */
  admitGuess: (address: string) => Promise<void>
  /** Counts a code or key that was wrong, and refuses from the 21st in 10 minutes on. */
  countWrongGuess: (address: string) => Promise<void>
  /** Refuses or admits a sign-in; call the result with whether it succeeded. */
  admitSignIn: (attempt: SignInAttempt) => Promise<(succeeded: boolean) => Promise<void>>
  /** Counts a request for a new password: by address and by account, whether or not that account exists. */
  admitPasswordRequest: (attempt: SignInAttempt) => Promise<void>
}

export interface SignInAttempt {
  address: string
  /** The account's e-mail or sign-in name as typed. */
  account: string
}

const deviceRequests = { points: 240, duration: 60 }
const wrongGuesses = { points: 20, duration: 600 }
/** Twenty days: the longest that fits a timer of Node, with room. */
const usualFor = 20 * 86_400

/**
 * A sign-in that failed often is slowed, never locked: beyond `free` failures within `window` seconds one attempt
 * in `every` seconds is let through. So the rightful owner waits for moments at most, also while someone guesses.
 */
const slowing = {
  pair: { free: 5, window: 900, every: 15 },
  address: { free: 40, window: 900, every: 5 },
  account: { free: 20, window: 3600, every: 10 },
} as const

export function createRateLimits({ isOn }: { isOn: boolean }): RateLimits {
  if (!isOn) return unlimited
  const devices = new RateLimiterMemory({ keyPrefix: 'device', ...deviceRequests })
  const guesses = new RateLimiterMemory({ keyPrefix: 'guess', ...wrongGuesses })
  const passwordRequests = {
    address: new RateLimiterMemory({ keyPrefix: 'reset-address', points: 20, duration: 3600 }),
    account: new RateLimiterMemory({ keyPrefix: 'reset-account', points: 3, duration: 900 }),
  }
  const pair = slowLane('pair', slowing.pair)
  const address = slowLane('address', slowing.address)
  const account = slowLane('account', slowing.account)
  // Addresses from which an account was opened before: others' failures elsewhere do not slow these.
  const usual = new RateLimiterMemory({ keyPrefix: 'usual', points: 1, duration: usualFor })

  return {
    countDeviceRequest: (device) => consume(devices, device),
    admitGuess: async (from) => {
      const state = await guesses.get(network(from))
      if (state && state.consumedPoints >= wrongGuesses.points) throw tooOften(state)
    },
    countWrongGuess: (from) => consume(guesses, network(from)),
    admitSignIn: async (attempt) => {
      const keys = { pair: digest(`${network(attempt.address)} ${normalised(attempt.account)}`), address: network(attempt.address), account: digest(normalised(attempt.account)) }
      const isUsual = (await usual.get(keys.pair)) !== null
      await pair.admit(keys.pair)
      if (!isUsual) {
        await address.admit(keys.address)
        await account.admit(keys.account)
      }
      return async (succeeded) => {
        if (!succeeded) return
        await Promise.all([pair.forget(keys.pair), address.takeBack(keys.address), account.takeBack(keys.account)])
        await usual.set(keys.pair, 1, usualFor)
      }
    },
    admitPasswordRequest: async (attempt) => {
      await consume(passwordRequests.address, network(attempt.address))
      await consume(passwordRequests.account, digest(normalised(attempt.account)))
    },
  }
}

/** One /64 of IPv6 is one subscriber; IPv4 inside IPv6 is IPv4. */
export function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const start = head === '' ? [] : head.split(':')
  const end = tail === '' ? [] : tail.split(':')
  const missing = address.includes('::') ? Math.max(0, 8 - start.length - end.length) : 0
  const groups = [...start, ...Array.from({ length: missing }, () => '0'), ...end]
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

interface SlowLane {
  admit: (key: string) => Promise<void>
  takeBack: (key: string) => Promise<void>
  forget: (key: string) => Promise<void>
}

function slowLane(name: string, { free, window, every }: { free: number; window: number; every: number }): SlowLane {
  const attempts = new RateLimiterMemory({ keyPrefix: `${name}-attempts`, points: free, duration: window })
  const turns = new RateLimiterMemory({ keyPrefix: `${name}-turns`, points: 1, duration: every })
  return {
    // An attempt counts when it begins, so that many at once gain nothing.
    admit: async (key) => {
      const state = await attempts.get(key)
      if (state && state.consumedPoints >= free) await consume(turns, key)
      await attempts.penalty(key)
    },
    takeBack: async (key) => {
      await attempts.reward(key)
    },
    forget: async (key) => {
      await attempts.delete(key)
      await turns.delete(key)
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (state) {
    if (state instanceof RateLimiterRes) throw tooOften(state)
    throw state
  }
}

function tooOften(state: RateLimiterRes) {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000))
  return problem({ code: 'rate-limited', details: { retryAfter: seconds }, headers: { 'Retry-After': String(seconds) } })
}

/** One spelling of one account: capitals, marks and signs would otherwise be new turns for a guesser. */
function normalised(account: string): string {
  return foldVietnamese(account).slice(0, 320)
}

/** Accounts are kept as digests: a dump of this process's memory is no list of who signs in from where. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

const unlimited: RateLimits = {
  countDeviceRequest: () => Promise.resolve(),
  admitGuess: () => Promise.resolve(),
  countWrongGuess: () => Promise.resolve(),
  admitSignIn: () => Promise.resolve(() => Promise.resolve()),
  admitPasswordRequest: () => Promise.resolve(),
}
