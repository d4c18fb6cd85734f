'use client'
/**
 * A line that breaks under one of Payload's own forms, in words: those forms show the browser's message as it is
 * ("Failed to fetch"), which tells an office nothing. Wraps the whole panel; everything else passes as it was.
 */
import { type ReactNode, useEffect } from 'react'

const words = { vi: 'Không kết nối được máy chủ. Những gì đã nhập vẫn còn trên trang; hãy thử lại.', en: 'The server could not be reached. What you typed is still on this page; please try again.' }

export function PlainFaults({ children }: { children: ReactNode }) {
  useEffect(() => {
    const asItWas = window.fetch
    window.fetch = async (...call) => {
      try {
        return await asItWas(...call)
      } catch (error) {
        // An aborted call is another kind of error.
        throw error instanceof TypeError ? new TypeError(words[document.documentElement.lang === 'en' ? 'en' : 'vi'], { cause: error }) : error
      }
    }
    return () => {
      window.fetch = asItWas
    }
  }, [])
  return children
}
