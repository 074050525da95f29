import { parseChineseNumeral } from '../../src/language/numerals.ts';
import type { ClauseNode, UnitCell } from './clause-tree.ts';
import type { LogicalLine } from './logical-line.ts';
import type { NumberToken } from './numbering.ts';
import { readQuestion } from './questions.ts';

/** A node under construction; `finish` turns the tree into plain read-only data. */
export interface DraftNode {
  kind: ClauseNode['kind'];
  rank: number;
  /** The number that opened it; null where none did. */
  token: NumberToken | null;
  /** A question, with or without number. */
  asks: boolean;
  idPart: string;
  number: string;
  title: string;
  headingLength: number;
  lines: LogicalLine[];
  headings: readonly string[];
  children: DraftNode[];
  /** Children by kind. */
  counts: Map<ClauseNode['kind'], number>;
  cells: UnitCell[] | null;
  heldDeadline: string | null;
}

/** Rank of an unnumbered bold heading below the numbered item it stands in. */
const HEADING_RANK = 9.5;
/** Above the categories of a table, which are such headings. */
const CAPTION_RANK = 9.3;
/** Less than any two ranks are apart. */
const GROUP_STEP = 0.05;
const PARAGRAPH_STEP = 0.02;
const NUMBERED_CATEGORY_RANK = 4;
const NOTE_RANK = 3;
const QUESTION_RANK = 11.5;
const CLOSING_RANK = -0.5;
/** Whatever follows stands beside it. */
const PREAMBLE_RANK = 98;
const ROW_GROUP_RANK = 20;
const ROW_RANK = 21;
const ANNEX_RANK = -1;

/** The rank of a number inside an answer: below every question and above the rows of tables. */
export function rankInAnswer(rank: number): number {
  return 12 + rank * 0.7;
}

/** Keeps the open path while lines come in, and hangs each new node under the right parent. */
export class OutlineBuilder {
  readonly root: DraftNode = draft('root', -2, '');
  #open: DraftNode[] = [this.root];

  get current(): DraftNode {
    return this.#open.at(-1)!;
  }

  /** From the root to the current item. */
  get open(): readonly DraftNode[] {
    return this.#open;
  }

  /** The innermost open item that is not a table row. */
  get currentItem(): DraftNode {
    return this.#open.findLast((node) => node.rank < ROW_GROUP_RANK)!;
  }

  openNumbered(token: NumberToken, line: LogicalLine, rank: number = token.rank): DraftNode {
    const node = draft(token.kind, rank, token.idPart);
    node.token = token;
    node.number = token.kind === 'dash' ? '' : token.printed;
    node.headingLength = token.length;
    node.lines.push(line);
    this.#push(node);
    if (token.kind === 'dash') {
      node.idPart = `d${this.#positionOf(node)}`;
    }
    return node;
  }

  openHeading(line: LogicalLine, rank: number = HEADING_RANK): DraftNode {
    const node = draft('heading', rank, '');
    node.lines.push(line);
    this.#push(node);
    node.idPart = `h${this.#positionOf(node)}`;
    return node;
  }

  /** Takes the lines back where they are the last of the open node and not its heading. */
  takeLastLines(taken: readonly LogicalLine[]): boolean {
    const { lines, kind } = this.current;
    const kept = lines.length - taken.length;
    const mayGive = kept > 0 || (kept === 0 && (kind === 'root' || kind === 'annex'));
    if (!mayGive || taken.some((line, i) => lines[kept + i] !== line)) return false;
    lines.length = kept;
    return true;
  }

  /** The name of a table: a heading of its rows and their categories that is no text of its own. */
  openCaption(title: string): void {
    if (this.current.kind === 'note') this.#open = this.#open.filter(({ kind }) => kind !== 'note');
    this.closeCaption();
    const node = draft('heading', CAPTION_RANK, '');
    node.title = title;
    this.#push(node);
    node.idPart = `h${this.#positionOf(node)}`;
  }

  /** Text behind the table does not stand under its caption. */
  closeCaption(): void {
    const at = this.#open.findIndex(({ rank }) => rank === CAPTION_RANK);
    if (at >= 0) this.#open = this.#open.slice(0, at);
  }

  /** A heading without number and bold above lists of this rank: 「面向单位的政策」, 「企业申请条件：」. */
  openGroup(line: LogicalLine, rank: number): void {
    const node = this.openHeading(line, rank - GROUP_STEP);
    node.title = line.text.replace(/[:：]$/, '');
    node.headingLength = line.text.length;
  }

  /** Whether the open item stands in the answer to a question. */
  get isInQuestion(): boolean {
    return this.#open.some(({ asks }) => asks);
  }

  /** A question without number, beside a numbered one before it; its answer is its further lines. */
  openQuestion(line: LogicalLine): void {
    const before = this.#open.find(({ asks }) => asks);
    const node = draft('question', before?.rank ?? QUESTION_RANK, '');
    node.asks = true;
    const { title, length } = readQuestion(line.text);
    node.title = title;
    node.headingLength = length;
    node.lines.push(line);
    this.#push(node);
    node.idPart = `q${this.#positionOf(node)}`;
  }

  /** A paragraph of `owner` behind a list in it. One that only heads a further list is no text of its own. */
  openParagraph(owner: DraftNode, line: LogicalLine, title: string): void {
    const node = draft('paragraph', owner.rank + PARAGRAPH_STEP, '');
    const position = owner.lines.length + (owner.counts.get('paragraph') ?? 0) + 1;
    node.idPart = `p${position}`;
    node.title = title;
    node.headingLength = title === '' ? 0 : line.text.length;
    node.lines.push(line);
    this.#push(node);
  }

  /** The opening paragraph of a plan behind the notice that carries it. */
  openPreamble(line: LogicalLine): void {
    const node = draft('paragraph', PREAMBLE_RANK, 'preamble');
    node.lines.push(line);
    this.#push(node);
  }

  /** What stands behind the last item and speaks for the whole document or annex. */
  openClosing(line: LogicalLine): void {
    const node = draft('paragraph', CLOSING_RANK, 'closing');
    node.lines.push(line);
    this.#push(node);
  }

  /** A note below a table or behind the sections, beside them; 「注释：」 alone is the heading of the numbered notes below it. */
  openNote(line: LogicalLine, rank: number = NOTE_RANK): void {
    const node = draft('note', rank, 'note');
    node.lines.push(line);
    if (/^[^：:]{1,8}[：:]$/.test(line.text)) {
      node.title = line.text.slice(0, -1);
      node.headingLength = line.text.length;
    }
    this.#push(node);
  }

  /** A note below a table, under the table's caption where it has one. */
  openTableNote(line: LogicalLine): void {
    const caption = this.#open.find(({ rank }) => rank === CAPTION_RANK);
    this.openNote(line, caption ? CAPTION_RANK + GROUP_STEP : NOTE_RANK);
  }

  /** Its heading is no text of its own: only what stands below it is. */
  openAnnex(position: number, printed: string, title: string): void {
    const node = draft('annex', ANNEX_RANK, `annex${position}`);
    node.number = printed;
    node.title = title;
    this.#push(node);
  }

  /** A category of a table, with its Chinese number where it has one (二): a heading that is no text of its own. */
  openCategory(line: LogicalLine, number = ''): void {
    const node = this.openHeading(line, number === '' ? HEADING_RANK : NUMBERED_CATEGORY_RANK);
    node.title = line.text;
    node.lines = [];
    if (number === '') return;
    node.number = `${number}、`;
    node.idPart = String(parseChineseNumeral(number) ?? node.idPart);
  }

  /** A unit printed once for the rows below it: a heading that is no text of its own. */
  openRowGroup(number: string, title: string): void {
    const node = draft('row-group', ROW_GROUP_RANK, '');
    node.number = number;
    node.title = title;
    this.#push(node);
    node.idPart = number === '' ? `g${this.#parentOf(node).children.length}` : number;
  }

  addRow(row: {
    number: string;
    title: string;
    lines: readonly LogicalLine[];
    headings: readonly string[];
    cells: UnitCell[] | null;
    heldDeadline: string | null;
  }): void {
    const node = draft('row', ROW_RANK, '');
    node.number = row.number;
    node.title = row.title;
    node.lines = [...row.lines];
    node.headings = row.headings;
    node.cells = row.cells;
    node.heldDeadline = row.heldDeadline;
    this.#push(node);
    const position = this.#positionOf(node);
    node.idPart = row.number === '' ? `${position}` : row.number;
  }

  /** Closes rows and row groups: the table has ended or a section heading follows. */
  closeRows(): void {
    this.#open = this.#open.filter((node) => node.rank < ROW_GROUP_RANK);
  }

  closeRow(): void {
    this.#open = this.#open.filter((node) => node.rank < ROW_RANK);
  }

  /** The open item with this printed number at this rank, if the heading is only repeated (a table over two pages). */
  findOpenRepeat(token: NumberToken, line: LogicalLine): DraftNode | null {
    const node = this.#open.find(
      (open) =>
        open.rank === token.rank && open.number === token.printed && open.lines[0]?.text === line.text,
    );
    if (node) this.#open = this.#open.slice(0, this.#open.indexOf(node) + 1);
    return node ?? null;
  }

  #push(node: DraftNode): void {
    this.#open = this.#open.filter((open) => open.rank < node.rank);
    const parent = this.current;
    parent.children.push(node);
    parent.counts.set(node.kind, (parent.counts.get(node.kind) ?? 0) + 1);
    this.#open.push(node);
  }

  /** How many children of its kind the open node's parent has, itself the last. */
  #positionOf(node: DraftNode): number {
    return this.#parentOf(node).counts.get(node.kind)!;
  }

  #parentOf(node: DraftNode): DraftNode {
    return this.#open[this.#open.indexOf(node) - 1]!;
  }
}

function draft(kind: ClauseNode['kind'], rank: number, idPart: string): DraftNode {
  return {
    kind,
    rank,
    token: null,
    asks: false,
    idPart,
    number: '',
    title: '',
    headingLength: 0,
    lines: [],
    headings: [],
    children: [],
    counts: new Map(),
    cells: null,
    heldDeadline: null,
  };
}
