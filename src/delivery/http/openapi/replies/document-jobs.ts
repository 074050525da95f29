import { z } from 'zod';
import { JOB_KINDS, JOB_STAGES, JOB_STATES } from '../../../../domain/document-job.ts';
import { DocumentId, IndexVersion } from '../../../../portal/replies/common.ts';

const count = z.int().min(0);

const job = {
  jobId: z.string(),
  kind: z.enum(JOB_KINDS),
  documentId: DocumentId.nullable().meta({
    description:
      'Of `remove` and `publish`: which; of `add` the document whose place the file takes, null for a new one.',
  }),
  file: z
    .strictObject({
      name: z.string(),
      bytes: count,
      hash: z.string().meta({ description: 'SHA-256 in hexadecimal digits.' }),
    })
    .nullable(),
  isDraft: z.boolean(),
  state: z.enum(JOB_STATES),
  stage: z.enum(JOB_STAGES).nullable(),
  progress: z.strictObject({ done: count, total: count }).nullable(),
  result: z
    .strictObject({
      documentId: DocumentId,
      title: z.string(),
      clauses: count,
      units: count,
      warnings: z.array(z.string()).meta({ description: 'In Chinese, with the line: 第 12 行 ….' }),
      isPublished: z.boolean(),
      indexVersion: IndexVersion.nullable(),
    })
    .nullable()
    .meta({
      description: 'There from the moment on that it can be asked, while vectors are still being computed.',
    }),
  error: z
    .strictObject({ code: z.string(), message: z.string() })
    .nullable()
    .meta({ description: 'Why it failed; `message` in Chinese, for people.' }),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
};

export const DocumentJob = z.strictObject(job).meta({ id: 'DocumentJob' });
export const OrderedJob = z.strictObject({ url: z.string(), ...job }).meta({ id: 'OrderedJob' });
export const DocumentJobList = z.strictObject({ jobs: z.array(DocumentJob) }).meta({ id: 'DocumentJobList' });
