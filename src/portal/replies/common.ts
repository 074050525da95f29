import { z } from 'zod';
import type { ClauseSummary as DomainClauseSummary } from '../../domain/answer.ts';
import { VALIDITY_STATES } from '../../domain/policy-document.ts';
import { DOUBT_CODES } from '../../domain/reading-doubt.ts';
import { Role } from '../request-fields.ts';

/** What several replies are made of. Reply schemas are strict; the published document leaves them open for new fields. */
export const UnitRole = Role.meta({
  id: 'UnitRole',
  description: 'lead 牵头 · supporting 配合 · responsible 责任单位, 负责, 按职责分工',
});

export const DoubtCode = z.enum(DOUBT_CODES).meta({
  id: 'DoubtCode',
  description:
    'damaged-text 乱码 · tags-left 网页标记未清 · rows-together 表格各行未分开 · unit-column-unknown 看不出责任单位列 · ' +
    'mostly-one-clause 一条占了大部分 · no-heading 没有标题',
});

export const TextSpan = z.strictObject({ start: z.int().min(0), end: z.int().min(0) }).meta({
  id: 'TextSpan',
  description: 'Half-open range in UTF-16 code units, byte order mark not counted.',
});

/** Fields of whatever stands somewhere in a file with pages or cells. */
export const PLACE_IN_FILE = {
  page: z.int().min(1).optional().meta({
    description: 'Where it begins, from 1; absent where the file has no pages of its own.',
  }),
  boxes: z
    .array(
      z.strictObject({
        page: z.int().min(1),
        left: z.number(),
        top: z.number(),
        width: z.number(),
        height: z.number(),
      }),
    )
    .optional()
    .meta({
      description:
        'Where it stands, in reading order, as shares (0 … 1) of page width and height from the upper left corner.',
    }),
  cell: z
    .strictObject({ sheet: z.string(), row: z.int().min(0), column: z.int().min(0) })
    .optional()
    .meta({ description: 'Of a sheet: the cell where it begins, `row` and `column` from 0.' }),
};

export const ClauseId = z.string().meta({
  description: 'Readable and stable across runs.',
  examples: ['smart-city-2015-2017:2.1.1'],
});

export const ClauseUrl = z.string().meta({
  description: 'Path below PUBLIC_URL, reserved for the clause page.',
  examples: ['/clause/smart-city-2015-2017:2.1.1'],
});

export const DocumentId = z.string().meta({ examples: ['smart-city-2015-2017'] });

export const HeadingTrail = z
  .array(z.string())
  .meta({ description: 'Heading trail, own heading last.', examples: [['二、建设重点', '1.智慧医疗']] });

export const IndexVersion = z
  .string()
  .meta({ description: 'The version of the index that the reply was read from.' });

export const NextCursor = z.string().nullable().meta({
  description: 'Where the list goes on; null behind the last row.',
});

/** null where neither the text nor the manifest says. */
export const IsoDate = z.iso.date();

export const Deadline = z
  .strictObject({
    text: z.string().meta({ description: 'As printed.', examples: ['2025年底前'] }),
    date: IsoDate.meta({ description: 'Last day that it allows.' }),
  })
  .meta({ id: 'Deadline', description: 'A time by which the clause wants something done.' });

export const PlanPeriod = z
  .strictObject({ from: z.int(), to: z.int() })
  .meta({ id: 'PlanPeriod', description: 'Years that a plan runs, both included.' });

export const ClauseLabel = z.string().meta({
  description: 'Document and place in one line.',
  examples: ['《…》二、（一）1.智慧医疗'],
});

export const Validity = z
  .strictObject({
    state: z.enum(VALIDITY_STATES),
    basis: z.string().meta({ description: 'One short sentence for people.', examples: ['计划期至2017年'] }),
    printed: z.string().optional().meta({ description: 'The sentence that it rests on, where one says so.' }),
    documentId: z.string().optional().meta({ description: 'The document that repeals or replaces it.' }),
  })
  .meta({ id: 'Validity', description: 'Whether the document still holds, and what that rests on.' });

export const ClauseSummary = z
  .strictObject({
    clauseId: ClauseId,
    url: ClauseUrl,
    documentId: DocumentId,
    documentTitle: z.string(),
    path: HeadingTrail,
    title: z.string().meta({ description: 'Own heading without number; empty where none is printed.' }),
    excerpt: z.string().meta({ description: 'First 120 characters of the clause in one line.' }),
  })
  .meta({ id: 'ClauseSummary' }) satisfies z.ZodType<DomainClauseSummary>;
