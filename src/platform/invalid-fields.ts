/** Payload's refusal of what stands in fields, its message naming them as the form does and not as the code does. */
import { type CollectionSlug, type PayloadRequest, ValidationError } from 'payload'

export function invalidFields({ slug, errors, req }: { slug: CollectionSlug; errors: { path: string; message: string }[]; req: PayloadRequest }): ValidationError {
  const fields = req.payload.collections[slug]?.config.flattenedFields ?? []
  const labelled = errors.map((error) => {
    const field = fields.find(({ name }) => name === error.path)
    return field && 'label' in field && field.label ? { ...error, label: field.label } : error
  })
  return new ValidationError({ collection: slug, errors: labelled, req }, req.t)
}
