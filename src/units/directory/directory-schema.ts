import { z } from 'zod';

/** A year or an ISO date: 2018, 2018-11, 2018-11-09. */
const dateSchema = z.string().regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/u);

/**
 * A unit name. `*` stands for an optional level (市, 省, 国家) or place (天津市, 西青区): `*发展和改革委员会`,
 * `人民银行*分行`. `{局,厅}` writes several names at once; the braces of one entry run in step.
 */
const nameSchema = z.string().regex(/^[\p{Script=Han}A-Za-z0-9*{},]{2,40}$/u);

/** One relation of names. Short form and spelling: `name` is the fuller form. Succession: `name` is the older body. */
export const directoryEntrySchema = z
  .strictObject({
    name: nameSchema,
    /** The other name or names. */
    other: z.union([nameSchema.transform((name) => [name]), z.array(nameSchema).min(1)]),
    kind: z.enum(['short-form', 'spelling', 'succession']),
    /** When the relation began to hold; required for a succession. */
    since: dateSchema.optional(),
    until: dateSchema.optional(),
    /** `part`: only some of the duties went over; such a relation is offered, never merged. */
    scope: z.enum(['whole', 'part']).default('whole'),
    /** The usual course, but not in every place: helps finding, is never stated as a body's current name. */
    usual: z.boolean().default(false),
    /** Overrides the file's. */
    jurisdiction: z.string().optional(),
    remark: z.string().optional(),
  })
  .refine((entry) => entry.kind !== 'succession' || entry.since !== undefined, {
    message: 'a succession needs its date',
  })
  .refine((entry) => !entry.since || !entry.until || entry.since <= entry.until, {
    message: 'since must not come after until',
  });
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

/** One file of `data/`: `*` holds anywhere, `全国` for national bodies, else a place with its level (天津市). */
export const directoryFileSchema = z.strictObject({
  jurisdiction: z.string().min(1),
  source: z.string().min(1),
  entries: z.array(directoryEntrySchema),
  /** Names that stand in no entry, so that a question that names them is understood: 市体育局. */
  bodies: z.array(nameSchema).default([]),
  /** Names that kept their body here although the usual reform renamed it elsewhere: 市科委 in 上海市. */
  unchanged: z.array(nameSchema).default([]),
});
export type DirectoryFile = z.infer<typeof directoryFileSchema>;

/** 「教育部门」: a function of government and the bodies that may carry it, one at a time, in one place. */
export const functionsFileSchema = z.strictObject({
  functions: z.array(
    z.strictObject({ words: z.array(z.string().min(2)).min(1), bodies: z.array(nameSchema).min(1) }),
  ),
});

/** Places that stand before a unit's name without 市 or 省: 天津卫健委. */
export const placesFileSchema = z.strictObject({
  /** 省, 自治区: bare name to printed name. */
  provinces: z.record(z.string(), z.string()),
  /** Bare names of cities, apart by one blank. */
  cities: z.string(),
});

/** What keeps `findMentions` from firing on ordinary words. */
export const ordinaryWordsFileSchema = z.strictObject({
  /** A name that ends inside one of these is none: 教育｜局面, 政务服务｜办理. */
  straddling: z.array(z.string().min(2)),
  /** … unless one of these begins where the name ends: 教育局｜面向. */
  openers: z.array(z.string().min(2)),
  /** Bodies that count as named only with a level or place before them: 市政府, never 政府补贴. */
  needPrefix: z.array(z.string().min(2)),
  /** Bare district names that are also words or other places: 和平, 河北. */
  ambiguousDistricts: z.array(z.string().min(2)),
});
