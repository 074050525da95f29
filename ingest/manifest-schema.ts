import { z } from 'zod';

/** Ids are parts of addresses and clause ids: no colon, slash or blank. */
const DocumentId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/,
    'id 只能由字母、数字和 . _ - 组成，以字母或数字开头，不超过 80 个字符',
  );

const PlanPeriod = z
  .object({ from: z.int().min(1900).max(2200), to: z.int().min(1900).max(2200) })
  .refine(({ from, to }) => from <= to, 'period.from 不能晚于 period.to');

const Name = z.string().trim().min(1, '不能为空');

/** What a manifest may state of a file; absent and null both mean that it does not say. Unknown keys are ignored. */
export const ManifestDocument = z.object({
  id: DocumentId,
  file: Name,
  title: Name.nullish().transform((value) => value ?? null),
  kind: Name.nullish().transform((value) => value ?? null),
  issuer: Name.nullish().transform((value) => value ?? null),
  issuedOn: z.iso
    .date('issuedOn 须为 YYYY-MM-DD')
    .nullish()
    .transform((value) => value ?? null),
  documentNumber: Name.nullish().transform((value) => value ?? null),
  period: PlanPeriod.nullish().transform((value) => value ?? null),
  aliases: z
    .array(Name)
    .nullish()
    .transform((value) => value ?? []),
});
export type ManifestDocument = z.infer<typeof ManifestDocument>;

/** `manifest.json` of a folder of policies. */
export const Manifest = z.object({ documents: z.array(ManifestDocument) });
export type Manifest = z.infer<typeof Manifest>;
