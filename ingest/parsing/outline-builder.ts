import { parseChineseNumeral } from '../../src/language/numerals.ts';
import type { ClauseNode, UnitCell } from './clause-tree.ts';
import type { LogicalLine } from './logical-line.ts';
import type { NumberToken } from './numbering.ts';

/** A node under construction; `finish` turns the tree into plain read-only data. */
export interface DraftNode {
  kind: ClauseNode['kind'];
  rank: number;
  idPart: string;
  number: string;
  title: string;
  headingLength: number;
  lines: LogicalLine[];
  children: DraftNode[];
  /** Children by kind. */
  counts: Map<ClauseNode['kind'], number>;
  cells: UnitCell[] | null;
}

/** Rank of an unnumbered bold heading below the numbered item it stands in. */
const HEADING_RANK = 9.5;
const NUMBERED_CATEGORY_RANK = 4;
const NOTE_RANK = 3;
const ROW_GROUP_RANK = 20;
const ROW_RANK = 21;
const ANNEX_RANK = -1;

/** Keeps the open path while lines come in, and hangs each new node under the right parent. */
export class OutlineBuilder {
  readonly root: DraftNode = draft('root', -2, '');
  #open: DraftNode[] = [this.root];

  get current(): DraftNode {
    return this.#open.at(-1)!;
  }

  /** The innermost open item that is not a table row. */
  get currentItem(): DraftNode {
    return this.#open.findLast((node) => node.rank < ROW_GROUP_RANK)!;
  }

  openNumbered(token: NumberToken, line: LogicalLine): DraftNode {
    const node = draft(token.kind, token.rank, token.idPart);
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

  /** A note below a table, beside its sections. */
  openNote(line: LogicalLine): void {
    const node = draft('note', NOTE_RANK, 'note');
    node.lines.push(line);
    this.#push(node);
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

  addRow(row: { number: string; title: string; lines: readonly LogicalLine[]; cells: UnitCell[] }): void {
    const node = draft('row', ROW_RANK, '');
    node.number = row.number;
    node.title = row.title;
    node.lines = [...row.lines];
    node.cells = row.cells;
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
    idPart,
    number: '',
    title: '',
    headingLength: 0,
    lines: [],
    children: [],
    counts: new Map(),
    cells: null,
  };
}
