// Says in Vietnamese what about a body or query has another shape than agreed. Called by `endpoint` for zod's issues.
import type { z } from 'zod'

import type { ProblemError } from '../problems.js'

const maxErrors = 50

const typeNames: Record<string, string> = {
  string: 'chữ',
  number: 'số',
  int: 'số nguyên',
  boolean: 'đúng hoặc sai',
  array: 'danh sách',
  object: 'nhóm thông tin',
  record: 'nhóm thông tin',
  date: 'ngày',
  null: 'trống',
}

/** One entry per issue with a path such as `sessions.2.date`, a stable code and a sentence; at most 50. */
export function shapeErrors(issues: readonly z.core.$ZodIssue[]): ProblemError[] {
  return issues.slice(0, maxErrors).map((issue) => ({ path: issue.path.map(String).join('.'), ...describe(issue) }))
}

function describe(issue: z.core.$ZodIssue): Omit<ProblemError, 'path'> {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return { code: 'missing', message: 'Thiếu mục này.' }
      return { code: 'type', message: `Mục này phải là ${typeNames[issue.expected] ?? 'kiểu khác'}.` }
    case 'too_big':
      return { code: 'too-big', message: issue.origin === 'array' ? `Nhiều nhất ${issue.maximum} mục.` : issue.origin === 'string' ? `Dài nhất ${issue.maximum} ký tự.` : `Lớn nhất là ${issue.maximum}.` }
    case 'too_small':
      return { code: 'too-small', message: issue.origin === 'array' ? `Ít nhất ${issue.minimum} mục.` : issue.origin === 'string' ? `Ngắn nhất ${issue.minimum} ký tự.` : `Nhỏ nhất là ${issue.minimum}.` }
    case 'invalid_value':
      return { code: 'value', message: `Phải là một trong: ${issue.values.map(String).join(', ')}.` }
    case 'invalid_format':
      return { code: 'format', message: 'Mục này chưa đúng dạng.' }
    case 'unrecognized_keys':
      return { code: 'unknown', message: `Không có mục tên ${issue.keys.join(', ')}.` }
    case 'not_multiple_of':
      return { code: 'type', message: 'Mục này phải là số nguyên.' }
    case 'invalid_union':
      return { code: 'value', message: 'Mục này không thuộc dạng nào được nhận.' }
    default:
      // A schema's own message is written for people; zod's English ones never get this far.
      return { code: 'value', message: issue.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : 'Mục này chưa hợp lệ.' }
  }
}
