import { withEndings } from '../domain/document-endings.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import { judgeValidity } from '../domain/judge-validity.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { QueryWhere } from '../domain/query.ts';
import { type WeighedTopic, weighTopic } from '../retrieval/weigh-topic.ts';
import { countWork, restFromWork } from '../turns/work-budget.ts';
import { collectivesReaching } from '../units/directory/collectives.ts';
import type { QuerySource } from './query-source.ts';

/** A body that is asked for, with all printed names that reach it. */
export interface AskedBody {
  readonly mention: string;
  readonly names: ReadonlySet<string>;
  /** Names over time: they count in documents that print none of `names`. */
  readonly bySuccession: ReadonlySet<string>;
  /** Documents that print one of `names`. */
  readonly namedIn: ReadonlySet<string>;
  /** Collectives that stand for it too. */
  readonly collectives: ReadonlySet<string>;
  /** There are some that are not to count. */
  readonly leavesOut: boolean;
}

export const UNIT_CONDITIONS = ['all', 'any', 'only', 'none'] as const;

/** A `where` with its names looked up. */
export interface ResolvedSide {
  readonly where: QueryWhere;
  readonly bodies: Readonly<Record<(typeof UNIT_CONDITIONS)[number], readonly AskedBody[]>>;
  /** The documents that it is limited to, as asked; all that are visible, in the order of ingestion, where it is not. */
  readonly documents: readonly PolicyDocument[];
  /** What it is to be about, its words weighed among the clauses that the caller sees; null where it may be about anything. */
  readonly topic: WeighedTopic | null;
}

/** Looks names up. Throws NotFoundError for a document or a unit that the caller sees none of. */
export async function resolveSide(where: QueryWhere, source: QuerySource): Promise<ResolvedSide> {
  const resolve = async (mentions: readonly string[] | undefined) => {
    const bodies: AskedBody[] = [];
    for (const mention of mentions ?? []) {
      await restFromWork();
      bodies.push(await resolveBody(mention, where, source));
    }
    return bodies;
  };
  const { all, any, only, none } = where.units ?? {};
  const topic = where.topic
    ? await weighTopic([where.topic], source.snapshot.keywords, source.visibility)
    : null;
  return {
    where,
    topic: topic !== null && topic.words.length > 0 ? topic : null,
    documents: holding(await findDocuments(where, source), where, source.today),
    bodies: {
      all: await resolve(all),
      any: await resolve(any),
      only: await resolve(only),
      none: await resolve(none),
    },
  };
}

/** The documents in the state asked for, on the day asked for. */
function holding(
  documents: readonly PolicyDocument[],
  { validity, asOf }: QueryWhere,
  today: string,
): readonly PolicyDocument[] {
  if (!validity || validity === 'any') return documents;
  return documents.filter((document) => judgeValidity(document, asOf ?? today).state === validity);
}

async function findDocuments(
  { documentIds }: QueryWhere,
  { snapshot, visibility }: QuerySource,
): Promise<readonly PolicyDocument[]> {
  const documents = withEndings(await snapshot.clauses.listDocuments(visibility));
  countWork(documents.length);
  if (!documentIds?.length) return documents;
  const found = new Set(documents.map(({ documentId }) => documentId));
  for (const id of documentIds)
    if (!found.has(id)) throw new NotFoundError('no such document', { detail: `没有这份文件：${id}。` });
  return documents.filter(({ documentId }) => documentIds.includes(documentId));
}

async function resolveBody(
  mention: string,
  where: QueryWhere,
  { snapshot, visibility, names }: QuerySource,
): Promise<AskedBody> {
  // Every printed name may be looked at for a mention that none of them is.
  countWork(names.known.length);
  const followed = names
    .follow(mention)
    .filter((match) => where.successions !== false || !match.isSuccession);
  const collectives = names.known.filter(({ collective }) => collective).map(({ name }) => name);
  countWork(collectives.length * (1 + followed.length));
  const reaching = collectivesReaching([mention, ...followed.map(({ name }) => name)], collectives);
  if (followed.length === 0 && reaching.length === 0)
    throw new NotFoundError('no such unit', { detail: `所载文件中没有这个单位：${mention}。` });
  const direct = followed.filter((match) => !match.isSuccession).map(({ name }) => name);
  const postings = (await snapshot.units.getPostings(direct, { visibility })).flat();
  countWork(postings.length);
  return {
    mention,
    names: new Set(direct),
    bySuccession: new Set(followed.filter((match) => match.isSuccession).map(({ name }) => name)),
    namedIn: new Set(postings.map(({ documentId }) => documentId)),
    collectives: new Set(where.collectives === 'exclude' ? [] : reaching),
    leavesOut: where.collectives === 'exclude' && reaching.length > 0,
  };
}
