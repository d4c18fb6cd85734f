/** Shapes of what the desk sends about contents. */
import { z } from 'zod'

export const approveBody = z.object({ language: z.string().max(20) })
