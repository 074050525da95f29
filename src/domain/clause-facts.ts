import { z } from 'zod';
import { PrintedPlace } from './printed-fact.ts';

const Day = z.iso.date().nullable();

/** How a figure is bounded: 不低于, 以上 · 超过 · 不超过, 以下 · 低于, 不足 · 左右, 约 · 3至5个. */
export const FIGURE_BOUNDS = [
  'at-least',
  'more-than',
  'at-most',
  'less-than',
  'about',
  'exactly',
  'range',
] as const;

export const ClauseFigure = z
  .strictObject({
    value: z
      .string()
      .meta({ description: 'The printed number in Arabic digits, exact.', examples: ['3000', '1.1'] }),
    valueTo: z.string().nullable().meta({ description: 'The upper end of a range.' }),
    unit: z.string().meta({ description: 'All of the measure as printed: 万元, 个工作日, %, 路.' }),
    bound: z.enum(FIGURE_BOUNDS),
    of: z.string().nullable().meta({ description: 'What is measured, as printed.' }),
    for: z.string().nullable().meta({ description: 'Whom or which case it is for, as printed.' }),
    per: z.string().nullable().meta({ description: '每人, 每月, 每年.' }),
    year: z.int().nullable(),
    ...PrintedPlace.shape,
  })
  .meta({ id: 'ClauseFigure', description: 'A figure that a clause states.' });
export type ClauseFigure = z.output<typeof ClauseFigure>;

export const DEADLINE_KINDS = ['by', 'from', 'between', 'recurring', 'relative'] as const;

export const ClauseDeadline = z
  .strictObject({
    on: Day.meta({
      description: 'The last day that it allows; null of recurring and relative ones, and of 起.',
    }),
    from: Day.meta({ description: 'The first day, where one is printed.' }),
    kind: z.enum(DEADLINE_KINDS).meta({
      description:
        'by 前, 底 · from 起 · between 3月5日至7日 · recurring 每季度末 · relative 受理之日起5个工作日内',
    }),
    statement: PrintedPlace.shape.span.meta({ description: 'The sentence that it holds for.' }),
    ...PrintedPlace.shape,
  })
  .meta({ id: 'ClauseDeadline', description: 'A time that a clause sets.' });
export type ClauseDeadline = z.output<typeof ClauseDeadline>;

export const ClauseReference = z
  .strictObject({
    title: z.string().nullable().meta({ description: 'Of another document, without 《》; null: this one.' }),
    article: z.string().nullable().meta({ description: 'As printed: 第十三条第一项, 前款, 附件2.' }),
    clauseId: z.string().nullable().meta({ description: 'The clause, where it is loaded.' }),
    ...PrintedPlace.shape,
  })
  .meta({ id: 'ClauseReference', description: 'A place that a clause refers to.' });
export type ClauseReference = z.output<typeof ClauseReference>;

/** What a clause states, as data. Spans point into the source as decoded. */
export const ClauseFacts = z.strictObject({
  figures: z.array(ClauseFigure),
  deadlines: z.array(ClauseDeadline),
  references: z.array(ClauseReference),
});
export type ClauseFacts = z.output<typeof ClauseFacts>;

/** Of a clause in an index of an earlier version. */
export const NO_FACTS: ClauseFacts = { figures: [], deadlines: [], references: [] };
