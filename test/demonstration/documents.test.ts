import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fileTypeFromBuffer } from 'file-type'
import { describe, expect, test } from '@jest/globals'
import {
  CAMPAIGN_POSTER, HEALTH_RECORDING, SAMPLE_MARK, SAMPLE_MARK_HMN, assignmentTexts, campaign, poster, resolutions,
} from '../../src/demonstration/documents.js'

const file = (name: string) => readFileSync(fileURLToPath(new URL(`../../src/demonstration/files/${name}`, import.meta.url)))

describe('the demonstration’s documents', () => {
  test('are two central resolutions and Hà Giang’s scheme, each with number, issuer and abstract', () => {
    expect(resolutions.map(({ symbol, issuer, issuedOn }) => ({ symbol, issuer, issuedOn }))).toEqual([
      { symbol: '72-NQ/TW', issuer: 'Bộ Chính trị', issuedOn: '2025-09-09' },
      { symbol: '57-NQ/TW', issuer: 'Bộ Chính trị', issuedOn: '2024-12-22' },
      { symbol: '06-ĐA/TU', issuer: 'Tỉnh uỷ Hà Giang', issuedOn: undefined },
    ])
    for (const resolution of resolutions) expect(resolution.abstract.length).toBeGreaterThan(30)
  })

  test('say in their first line that the summary is a sample, in every language', () => {
    for (const { texts } of resolutions) {
      expect(texts.vi.summary.split('\n\n')[0]).toBe(SAMPLE_MARK)
      if (texts.hmn) expect(texts.hmn.summary.split('\n\n')[0]).toBe(SAMPLE_MARK_HMN)
    }
    expect(`${campaign.title}${campaign.goal}${poster.title}${assignmentTexts.halfWay.title}`).toMatch(/minh hoạ/i)
  })

  test('keep to the length of a summary and have points and questions to talk about', () => {
    for (const { texts } of resolutions) {
      for (const text of [texts.vi, texts.hmn]) {
        if (!text) continue
        expect(text.summary.length).toBeLessThanOrEqual(3_000)
        expect(text.keyPoints.length).toBeGreaterThan(0)
        expect(text.questions.length).toBeGreaterThan(0)
      }
    }
  })

  test('one is recorded, and in a second language', () => {
    const recorded = resolutions.filter(({ texts }) => texts.vi.audio)
    expect(recorded).toHaveLength(1)
    expect(recorded[0]?.texts.hmn).toBeDefined()
  })

  test('the recording and the poster are what their names say, and small enough for a village', async () => {
    const recording = file(HEALTH_RECORDING.file)
    expect(recording.length).toBeLessThanOrEqual(250 * 1024)
    expect((await fileTypeFromBuffer(recording))?.mime).toBe('audio/mpeg')
    const drawing = file(CAMPAIGN_POSTER.file)
    expect(drawing.length).toBeLessThanOrEqual(150 * 1024)
    expect((await fileTypeFromBuffer(drawing))?.mime).toBe('image/png')
  })

  test('are written in composed Unicode', () => {
    const text = JSON.stringify([resolutions, campaign, poster, assignmentTexts])
    expect(text).toBe(text.normalize('NFC'))
  })
})
