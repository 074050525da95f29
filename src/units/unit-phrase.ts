import type { NamedUnit } from '../domain/responsible-unit.ts';
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
  /** The phrase says that from here on the first of a list leads. */
  readonly statesLeadRule: boolean;
}
