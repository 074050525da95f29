import type { NamedUnit, UnitBasis } from '../domain/responsible-unit.ts';
import type { TextSpan } from '../domain/text-span.ts';

export type UnitPhraseForm =
  | 'labelled-bracket'
  | 'verb-bracket'
  | 'bare-bracket'
  | 'labelled-line'
  | 'running'
  | 'cell';

/** One printed phrase that names units: （牵头单位：市卫生计生委；配合单位：市人力社保局）. */
export interface UnitPhrase {
  readonly form: UnitPhraseForm;
  /** The whole phrase in the text, brackets included. */
  readonly span: TextSpan;
  readonly raw: string;
  readonly units: readonly NamedUnit[];
  readonly basis: UnitBasis;
  /** The phrase says that from here on the first of a list leads. */
  readonly statesLeadRule: boolean;
}

/** A phrase as it was found: its place and the list to be read from it. */
export interface FoundPhrase {
  readonly span: TextSpan;
  /** A unit list with its role words: 市科委牵头，市财政局配合. */
  readonly content: string;
  readonly basis: UnitBasis;
  /** Whether collectives alone make it: 各区人民政府负责…; 请各街道抓好落实 asks everybody. */
  readonly collectives: boolean;
  /** 各责任单位 alone make it too. */
  readonly everybody?: boolean;
  /** Names that no form tells are known by their place: 派出所：负责现场警戒. */
  readonly anyName?: boolean;
}
