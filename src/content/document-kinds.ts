/** Kinds of documents. The kind is stored and never read from the symbol: QĐ stands for both Quy định and Quyết định. */
import { choice } from '../platform/labels.js'

export const documentKinds = [
  choice('NQ', 'Nghị quyết', 'Resolution'),
  choice('KL', 'Kết luận', 'Conclusion'),
  choice('CT', 'Chỉ thị', 'Directive'),
  choice('QDi', 'Quy định', 'Regulation'),
  choice('QD', 'Quyết định', 'Decision'),
  choice('DA', 'Đề án', 'Scheme'),
  choice('CTr', 'Chương trình', 'Programme'),
  choice('KH', 'Kế hoạch', 'Plan'),
  choice('HD', 'Hướng dẫn', 'Guidance'),
  choice('TB', 'Thông báo', 'Notice'),
  choice('CV', 'Công văn', 'Official letter'),
  choice('LUAT', 'Luật', 'Law'),
  choice('ND', 'Nghị định', 'Decree'),
]

/** What a kind of document is called in Vietnamese; empty for kinds of other contents. */
export function nameOfDocumentKind(kind: unknown): string {
  return documentKinds.find(({ value }) => value === kind)?.label.vi ?? ''
}
