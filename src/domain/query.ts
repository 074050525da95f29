import { z } from 'zod';
import { FIGURE_BOUNDS } from './clause-facts.ts';
import { VALIDITY_STATES } from './policy-document.ts';
import { UNIT_ROLES } from './responsible-unit.ts';

/** Rows of one reply at most. */
export const MOST_QUERY_ROWS = 500;
/** What may be held side by side. */
const MOST_SIDES = 6;
const MOST_UNITS = 20;
const MOST_MENTIONS = 10;
const MOST_DOCUMENTS = 100;

const strict = {
  error: (issue: { readonly code?: string; readonly keys?: readonly string[] }) =>
    issue.code === 'unrecognized_keys' ? `不认识的字段：${issue.keys?.join('、')}` : '应为对象',
};

/** A field of the algebra that the records do not answer: null, which asks for nothing, or a refusal that names it. */
const unanswered = z
  .null('尚不支持这一字段')
  .optional()
  .meta({ description: 'Not there yet: null or left out.' });

/** A value of the algebra that the records do not answer is told apart from one that nobody knows. */
function oneOf<const Names extends readonly [string, ...string[]]>(
  names: Names,
  missing: readonly string[] = [],
) {
  return z.enum(names, {
    error: ({ input }) =>
      missing.includes(String(input)) ? `尚不支持 ${String(input)}` : `应为 ${names.join('、')} 之一`,
  });
}

const Name = z.string('应为文字').regex(/\S/u, '不能为空').max(200, '过长');
const Names = z.array(Name, '应为列表').max(MOST_UNITS, `不能超过 ${MOST_UNITS} 项`).optional();
const Amount = z
  .union([z.number().min(0).max(1e15), z.string().regex(/^\d{1,15}(?:\.\d{1,9})?$/u)], '应为不小于 0 的数')
  .nullish();
const Day = z.iso.date('应为 YYYY-MM-DD 形式的日期').nullish();

const Count = z.int('应为整数').min(0, '不能小于 0').max(1000, '过大').nullish();

const Units = z.strictObject({ all: Names, any: Names, only: Names, none: Names }, strict).meta({
  description: 'Bodies; names are looked up in the unit directory. `only`: no other, and no open list.',
});

/** Conditions on clauses; all of them hold. An empty list, null or an absent field asks for nothing. */
export const QueryWhere = z
  .strictObject(
    {
      documentIds: z.array(Name, '应为列表').max(MOST_DOCUMENTS, `不能超过 ${MOST_DOCUMENTS} 项`).nullish(),
      section: Name.nullish().meta({
        description: 'A number as in clause ids (2.1, art3), or the beginning of a heading.',
        examples: ['2.1', '二、建设重点'],
      }),
      units: Units.nullish(),
      roles: z
        .array(oneOf(UNIT_ROLES as ['lead', 'supporting', 'responsible']), '应为列表')
        .max(3, '不能超过 3 项')
        .nullish()
        .meta({
          description: 'What is asked about units is asked about those in these roles.',
        }),
      collectives: oneOf(['include', 'exclude', 'only']).nullish().meta({
        description: 'Whether 各区人民政府 counts as a unit and reaches 西青区; `include` when left out.',
      }),
      successions: z.boolean('应为 true 或 false').nullish().meta({
        description: 'Whether former and later names are one body; true when left out.',
      }),
      mentions: z.array(Name, '应为列表').max(MOST_MENTIONS, `不能超过 ${MOST_MENTIONS} 项`).nullish().meta({
        description: 'All of them stand in the text, letter by letter.',
      }),
      deadline: z
        .strictObject({ from: Day, to: Day }, strict)
        .nullish()
        .meta({ description: 'Both days included.' }),
      unitCount: z.strictObject({ from: Count, to: Count }, strict).nullish().meta({
        description: 'How many units a clause names, of those in the roles asked for; both included.',
      }),
      tasks: z
        .boolean('应为 true 或 false')
        .nullish()
        .meta({ description: 'true: only clauses that name units.' }),
      validity: oneOf(['any', ...VALIDITY_STATES])
        .nullish()
        .meta({
          description: 'Of the document, on the day `asOf`; any when left out.',
        }),
      topic: Name.nullish().meta({
        description:
          'What it is about: clauses that carry most of its words, each by how rare it is, in their text or headings.',
        examples: ['充电桩'],
      }),
      figure: z
        .strictObject(
          {
            of: Name.nullish(),
            unit: Name.nullish(),
            bound: oneOf(FIGURE_BOUNDS).nullish(),
            from: Amount,
            to: Amount,
          },
          strict,
        )
        .nullish()
        .meta({
          description:
            'A figure of it (`of`: part of what is measured or of whom it is for), in this measure whatever its 万 and 亿, between two numbers of that measure.',
        }),
      asOf: Day.meta({ description: 'The day by which validity is judged; today when left out.' }),
    },
    strict,
  )
  .meta({ id: 'QueryWhere', description: 'Conditions on clauses; what is empty or null asks for nothing.' });
export type QueryWhere = z.output<typeof QueryWhere>;

const FIELDS = {
  find: oneOf(['clauses', 'units', 'figures', 'deadlines', 'documents', 'sections'], ['names']),
  where: QueryWhere.nullish(),
  compare: z
    .array(QueryWhere, '应为列表')
    .refine((sides) => sides.length !== 1, '至少 2 项')
    .max(MOST_SIDES, `不能超过 ${MOST_SIDES} 项`)
    .nullish()
    .meta({ description: 'Instead of `where`: several side by side.' }),
  count: z.boolean('应为 true 或 false').nullish().meta({ description: 'true: counted, no rows.' }),
  group: oneOf(['unit', 'role', 'document', 'section', 'district', 'deadline']).nullish(),
  order: oneOf(['printed', 'count', 'name', 'units']).nullish().meta({
    description: 'Of groups, units, documents, sections; of clauses `printed`, or `units`: most units first.',
  }),
  limit: z
    .int('应为整数')
    .min(1, `应为 1 至 ${MOST_QUERY_ROWS}`)
    .max(MOST_QUERY_ROWS, `应为 1 至 ${MOST_QUERY_ROWS}`)
    .nullish()
    .meta({
      description: 'Rows of a page; where `then` follows, the first rows that it goes on with.',
    }),
  cursor: Name.nullish().meta({
    description: '`nextCursor` of the reply before, for the same query; opaque.',
  }),
  show: oneOf(['rows', 'facts'], ['sentence', 'names']).nullish().meta({
    description: '`facts`: of documents what they print about themselves, and their validity.',
  }),
  verdict: unanswered,
};

interface Checked {
  readonly find: string;
  readonly where?: unknown;
  readonly compare?: readonly unknown[] | null | undefined;
  readonly count?: boolean | null | undefined;
  readonly group?: string | null | undefined;
  readonly order?: string | null | undefined;
  readonly cursor?: string | null | undefined;
  readonly show?: string | null | undefined;
  readonly then?: unknown;
}

const IN_PRINTED_ORDER: ReadonlySet<string> = new Set(['clauses', 'figures', 'deadlines']);

/** What of a query does not go together, with the field that is too much. */
function* conflictsOf({
  find,
  where,
  compare,
  count,
  group,
  order,
  cursor,
  show,
  then,
}: Checked): Generator<[string, string]> {
  if (compare?.length && where) yield ['compare', '不能与 where 同用'];
  if (group && find !== 'clauses') yield ['group', '只用于 find 为 clauses 时'];
  const ordersClauses = find === 'clauses' && !group;
  const isPrinted = (IN_PRINTED_ORDER.has(find) && !group) || order === 'units';
  if (order && order !== 'printed' && isPrinted && !(ordersClauses && order === 'units'))
    yield [
      'order',
      '条文按文件顺序或 units 排列，数值和期限按文件顺序；count、name 用于分组、单位、文件和章节',
    ];
  if (show === 'facts' && find !== 'documents') yield ['show', 'facts 只用于 find 为 documents 时'];
  if (!then) return;
  for (const [field, value] of Object.entries({ compare: compare?.length, count, group, cursor }))
    if (value) yield [field, '只用于最后一步，不能与 then 同用'];
}

function step<Then extends z.ZodType>(then: Then) {
  return z.strictObject({ ...FIELDS, then }, strict).superRefine((query, issues) => {
    for (const [field, message] of conflictsOf(query as Checked))
      issues.addIssue({ code: 'custom', path: [field], message });
  });
}

const LastStep = step(z.null('then 最多嵌套两层').optional());
const MiddleStep = step(LastStep.nullish());

/**
 * What is wanted of the records, as plain data, the same for page, interface, agents and conversations: it never says how. `then` is a
 * second query over the rows of the first: units of those clauses, clauses of those units.
 */
export const Query = step(MiddleStep.nullish()).meta({
  id: 'Query',
  description: '`then`: a second query over the rows of the first, at most two deep.',
});
export type Query = z.output<typeof Query>;

/** A query or what follows in it. */
export type QueryStep = Query | z.output<typeof MiddleStep> | z.output<typeof LastStep>;

/** What a query is to fulfil, side by side where it compares. */
export function sidesOf({ where, compare }: QueryStep): readonly QueryWhere[] {
  return compare?.length ? compare : [where ?? {}];
}

/** The step whose rows are given. */
export function lastStepOf(query: QueryStep): QueryStep {
  return query.then ? lastStepOf(query.then) : query;
}

/** A query and what follows in it, the first step first. */
export function stepsOf(query: QueryStep): readonly QueryStep[] {
  return query.then ? [query, ...stepsOf(query.then)] : [query];
}
