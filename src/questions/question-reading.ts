import type { ClauseId } from '../domain/clause.ts';
import type { Query } from '../domain/query.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { AskedFigure } from './asked-figure.ts';

/** What shape of answer is asked for. */
export type QuestionForm = 'who' | 'what' | 'number' | 'how-many' | 'list' | 'compare' | 'yes-no' | 'exists';

/** The kind of fact asked for, where the words say so: decides what a sentence must hold to answer. */
export type AskedAttribute =
  | 'money'
  | 'count'
  | 'percentage'
  | 'measure'
  | 'area'
  | 'date'
  | 'person'
  | 'contact'
  | 'address'
  | 'procedure'
  | 'opinion'
  | 'reason'
  | 'everyday';

/** A body named in the question. */
export interface AskedUnit {
  /** As typed: 发改委. */
  readonly mention: string;
  /** Printed names in the documents that it may stand for, best first; empty where no document names it. */
  readonly names: readonly string[];
  /** Printed names that are reached only through a succession of bodies: 市科委 for 市科技局. */
  readonly bySuccession: readonly string[];
}

/** One thing asked. A message may hold two: 「由谁牵头？要改造多少处？」 */
export interface Ask {
  readonly form: QuestionForm;
  readonly attribute: AskedAttribute | null;
  /** The text of this part of the message. */
  readonly text: string;
  /** Roles asked for; empty means all. */
  readonly roles: readonly UnitRole[];
  /** True where the units themselves are wanted too, beside the main form. */
  readonly wantsUnits: boolean;
  /** What is asked about, question words left out; empty where the message only carries on. */
  readonly topic: readonly string[];
  /** Head noun of a figure: 「改造多少处老旧泊位」 → 老旧泊位; empty where none stands there. */
  readonly figureNoun: string;
  /** What the fact is of, as the words before 是谁, 是多少, 是什么 say: 「…的噪声限值是多少」 → 噪声限值. */
  readonly headNoun: string;
  /** The figure or time that is asked for; null where none is. */
  readonly figure: AskedFigure | null;
  /** Whose tasks are asked for (「市教委有哪些任务」) or who is asked about (「是不是市教委牵头」). */
  readonly units: readonly AskedUnit[];
  /** 「哪些条款提到X」: the words that must stand in the clause, any of each group. */
  readonly mentionedWords: readonly string[];
  /** 涉及哪几个区: only units of this kind are wanted. */
  readonly unitKind: 'district' | 'company' | null;
}

/** Documents that the question points at. */
export interface AskedDocuments {
  /** Named beyond doubt: only these are searched. */
  readonly named: readonly string[];
  /** Likely, by year or subject: preferred. */
  readonly likely: readonly string[];
  /** Taken over from the turn before: given up where they do not answer. */
  readonly isCarried?: boolean;
  /** Words that named them, for the standalone question. */
  readonly mentions: readonly string[];
}

export interface SlipCorrection {
  readonly typed: string;
  readonly read: string;
}

/** Everything that the answer is built from; plain JSON, kept with the turn for the next follow-up. */
export interface QuestionReading {
  /** The message as understood: normalised, slips mended, orders left out. */
  readonly question: string;
  readonly resolvedQuestion: string;
  readonly kind: 'question' | 'not-a-question' | 'unclear';
  /** What to ask back; null unless `kind` is unclear. */
  readonly askBack: string | null;
  readonly asks: readonly Ask[];
  readonly documents: AskedDocuments;
  /** Years named, in order: 2021—2023年 gives both ends. */
  readonly years: readonly number[];
  /** Places named (省, 市) that may lie outside the documents. */
  readonly places: readonly PlaceMention[];
  readonly corrections: readonly SlipCorrection[];
  /** The middle of the message was not read: it is too long to be a question. */
  readonly isCut?: boolean;
  /** True where slots of the turn before were taken over. */
  readonly isFollowUp: boolean;
  /** Clauses that the turn before cited, where this question may carry on from them. */
  readonly focusClauseIds: readonly ClauseId[];
  /** True where a pronoun or an empty topic binds the question to those clauses. */
  readonly isBoundToFocus: boolean;
  /** Whom 我局 means, where it is known. */
  readonly selfUnit?: string;
  /** What the turn before left: its question, its query, where it was one, the clauses and units of its answer. */
  readonly before?: {
    readonly question: string;
    readonly query?: Query;
    readonly units: readonly string[];
    readonly roles?: readonly UnitRole[];
    readonly citedClauseIds: readonly ClauseId[];
    readonly items?: readonly (readonly ClauseId[])[];
  };
}

export interface PlaceMention {
  /** Short form: 北京. */
  readonly place: string;
  /** 与北京市…合作: the place is a partner, not the subject. */
  readonly isPartner: boolean;
  /** 北京市的…, 北京有…: the policy of that place is asked for. */
  readonly isOwner: boolean;
}

/** What a turn leaves for the next one. */
export interface RememberedReading {
  /** It is a part of the same message: what follows is about the same thing. */
  readonly isSameMessage?: boolean;
  readonly reading: QuestionReading;
  readonly citedClauseIds: readonly ClauseId[];
  /** Of a numbered list the clauses of each item; absent where each is one clause in the order of `citedClauseIds`. */
  readonly items?: readonly (readonly ClauseId[])[];
  readonly citedDocumentIds: readonly string[];
  /** Units of the answer as printed. */
  readonly answeredUnits: readonly string[];
  /** The role of each; absent in turns of older versions. */
  readonly answeredRoles?: readonly UnitRole[];
  /** The query that was executed; absent where none was. */
  readonly query?: Query;
}
