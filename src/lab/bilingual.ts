import { z } from 'zod';

/**
 * A text a student reads, in both languages of Doorbell. The keys are BCP 47 tags, so that a report, an
 * exercise file and `Accept-Language` name a language the same way.
 */
export const bilingualSchema = z
  .strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) })
  .meta({ id: 'Bilingual' });

export type Bilingual = z.infer<typeof bilingualSchema>;

export const locales = ['en', 'zh-CN'] as const;

export type Locale = (typeof locales)[number];
