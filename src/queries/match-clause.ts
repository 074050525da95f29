import type { ClauseRecord } from '../domain/clause.ts';
import type { ClauseDeadline, ClauseFigure } from '../domain/clause-facts.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { UnitAssignment } from '../domain/responsible-unit.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { viewClause } from '../retrieval/clause-view.ts';
import { coverTopic } from '../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../retrieval/weigh-topic.ts';
import { countWork } from '../turns/work-budget.ts';
import { createFigureTest, timesWithin } from './match-facts.ts';
import { quoteOf } from './quote-of.ts';
import type { AskedBody, ResolvedSide } from './resolve-side.ts';
import { createSectionTest } from './section-of.ts';

/** A clause that fulfils a `where`. */
export interface MatchedClause {
  readonly clause: ClauseRecord;
  readonly document: PolicyDocument;
  /** Its units as far as roles and collectives are asked for. */
  readonly units: readonly UnitAssignment[];
  /** Those of them that are the bodies asked for; all where none are. */
  readonly asked: readonly UnitAssignment[];
  /** Its times, between the days asked for. */
  readonly times: readonly ClauseDeadline[];
  /** Its figures that are asked for; all where none are. */
  readonly figures: readonly ClauseFigure[];
  /** The bodies asked for are reached through collectives alone. */
  readonly viaCollective: boolean;
  /** Run of the clause's text that shows what was asked for; looked for only in what is cited. */
  readonly quote: () => TextSpan;
}

export type ClauseMatcher = (clause: ClauseRecord, document: PolicyDocument) => MatchedClause | null;

const STEPS_A_CLAUSE = 100;
/** Characters that are looked through in one step. */
const CHARACTERS_A_STEP = 10;

/** Tells whether a clause fulfils every condition. `bodies`: printed names of which it must name one, besides what the side asks. */
export function createClauseMatcher(side: ResolvedSide, bodies: ReadonlySet<string> | null): ClauseMatcher {
  const { where } = side;
  const { all, any, only, none } = side.bodies;
  const isInSection = where.section ? createSectionTest(where.section) : () => true;
  const isWanted = createFigureTest(where.figure);
  const asksFigure = Object.values(where.figure ?? {}).some((value) => value !== null && value !== undefined);
  const asksTime = Boolean(where.deadline?.from || where.deadline?.to);
  const mentions = where.mentions ?? [];
  const roles = where.roles ?? [];
  const wanted = [...all, ...any, ...only];
  const asksUnits = wanted.length > 0 || bodies !== null;
  const isAboutUnits =
    asksUnits ||
    Boolean(where.unitCount) ||
    roles.length > 0 ||
    where.collectives === 'only' ||
    none.length > 0;

  const isLeft = ({ role, collective }: UnitAssignment) =>
    (roles.length === 0 || roles.includes(role)) &&
    (where.collectives !== 'only' || collective) &&
    (where.collectives !== 'exclude' || !collective);

  return (clause, document) => {
    countWork(STEPS_A_CLAUSE + (mentions.length * clause.text.length) / CHARACTERS_A_STEP);
    if (where.tasks && clause.units.length === 0) return null;
    if (!isInSection(clause)) return null;
    const times = timesWithin(clause, where.deadline);
    if (asksTime && times.length === 0) return null;
    const figures = clause.facts?.figures.filter((figure) => isWanted(figure, clause)) ?? [];
    countWork(clause.facts?.figures.length ?? 0);
    if (asksFigure && figures.length === 0) return null;
    if (!mentions.every((mention) => clause.text.includes(mention))) return null;
    if (side.topic && !isAbout(clause, side.topic)) return null;
    const units = clause.units.filter(isLeft);
    countWork(units.length * (wanted.length + none.length));
    const { documentId } = document;
    const named = (body: AskedBody) => units.some((unit) => takes(body, unit, documentId) !== null);
    if (!all.every(named) || (any.length > 0 && !any.some(named)) || none.some(named)) return null;
    const isOther = (unit: UnitAssignment) =>
      unit.openEnded || !only.some((body) => takes(body, unit, documentId) === 'name');
    if (only.length > 0 && (units.length === 0 || units.some(isOther))) return null;
    const mayBeNone = where.unitCount?.to === 0;
    if ((roles.length > 0 || where.collectives === 'only') && units.length === 0 && !mayBeNone) return null;
    if (bodies !== null && !units.some(({ name }) => bodies.has(name))) return null;
    if (!fitsCount(units, where.unitCount)) return null;

    const ways = new Map(units.map((unit) => [unit, wayOf(unit)]));
    const asked = asksUnits ? units.filter((unit) => ways.get(unit) !== null) : units;
    return {
      clause,
      document,
      units,
      asked,
      times,
      figures,
      viaCollective: asksUnits && asked.every((unit) => ways.get(unit) === 'collective'),
      quote: () =>
        quoteOf(clause, {
          phrases: isAboutUnits ? asked : [],
          mentions: [...mentions, ...(side.topic?.words.map(({ text }) => text) ?? [])],
          printed: [...(asksFigure ? figures : []), ...(asksTime ? times : [])].map(({ printed }) => printed),
        }),
    };

    function wayOf(unit: UnitAssignment): 'name' | 'collective' | null {
      const found = wanted.map((body) => takes(body, unit, documentId));
      if (found.includes('name') || bodies?.has(unit.name)) return 'name';
      return found.includes('collective') ? 'collective' : null;
    }
  };
}

/** Share of a topic's weight that a clause must carry to be about it. */
const LEAST_TOPIC = 0.6;
const STEPS_A_TOPIC_WORD = 10;

/** Whether a clause carries most of a topic, in its own words or in the headings above it. */
function isAbout(clause: ClauseRecord, topic: WeighedTopic): boolean {
  countWork(STEPS_A_TOPIC_WORD * topic.words.length);
  const view = viewClause(clause);
  return coverTopic(topic, `${view.body} ${view.trail}`) >= LEAST_TOPIC;
}

/** How a printed unit is the body: by name, or as a collective that stands for it too. */
function takes(body: AskedBody, { name }: UnitAssignment, documentId: string): 'name' | 'collective' | null {
  if (body.names.has(name)) return 'name';
  if (body.bySuccession.has(name) && !body.namedIn.has(documentId)) return 'name';
  return body.collectives.has(name) ? 'collective' : null;
}

/** How many bodies are named, each once. */
function fitsCount(
  units: readonly UnitAssignment[],
  wanted:
    | { readonly from?: number | null | undefined; readonly to?: number | null | undefined }
    | null
    | undefined,
): boolean {
  if (!wanted) return true;
  const count = new Set(units.map(({ name }) => name)).size;
  return count >= (wanted.from ?? 0) && count <= (wanted.to ?? count);
}
