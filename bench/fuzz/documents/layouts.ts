import type { Atom } from './atoms.ts';

/** How pieces are put together to a document of about `length` UTF-16 code units. */
export interface Layout {
  readonly name: string;
  readonly build: (atom: Atom, length: number) => string;
}

/** Pieces one after another, each through `dress`, until `length` is reached. */
function fill(atom: Atom, length: number, dress: (piece: string, i: number) => string): string {
  const parts: string[] = [];
  for (let size = 0, i = 0; size < length; i++) {
    const part = dress(atom.piece(i), i);
    parts.push(part);
    size += Math.max(part.length, 1);
  }
  return parts.join('');
}

const plain = (atom: Atom, length: number): string => fill(atom, length, (piece) => piece);

export const LAYOUTS: readonly Layout[] = [
  { name: 'in one run', build: plain },
  {
    name: 'behind a number',
    build: (atom, length) => `临江市方案\n一、建设。${plain(atom, length)}。\n二、保障。`,
  },
  { name: 'on lines of their own', build: (atom, length) => fill(atom, length, (piece) => `${piece}\n`) },
  { name: 'apart by blanks', build: (atom, length) => fill(atom, length, (piece) => `${piece} `) },
  {
    name: 'on wrapped lines',
    build: (atom, length) => fill(atom, length, (piece, i) => (i % 20 === 19 ? `${piece}\n` : piece)),
  },
  {
    name: 'one to an item',
    build: (atom, length) =>
      `方案\n一、任务\n${fill(atom, length, (piece, i) => `${i + 1}.推进。${piece}\n`)}`,
  },
  {
    name: 'one to a dash',
    build: (atom, length) =>
      `方案\n一、任务\n（一）工作\n${fill(atom, length, (piece) => `——推进${piece}\n`)}`,
  },
  {
    name: 'in a unit bracket',
    build: (atom, length) => `一、建设。（责任单位：${plain(atom, length)}）\n二、保障。`,
  },
  { name: 'in a bare bracket', build: (atom, length) => `一、建设。（${plain(atom, length)}）\n二、保障。` },
  {
    name: 'on a unit line',
    build: (atom, length) => `一、建设。\n责任单位：${plain(atom, length)}\n二、保障。`,
  },
  {
    name: 'above many items',
    build: (atom, length) =>
      `一、建设${plain(atom, length / 2)}（责任单位：${plain(atom, 600)}）\n${fill(atom, length / 2, (_, i) => `${i + 1}.推进\n`)}`,
  },
  {
    name: 'below many items',
    build: (atom, length) =>
      `一、建设\n${fill(atom, length / 2, (_, i) => `（${i + 1}）推进\n`)}（责任单位：${plain(atom, length / 2)}）`,
  },
  {
    name: 'in bold',
    build: (atom, length) =>
      `**${plain(atom, length / 2)}**推进\n${fill(atom, length / 2, (piece) => `**${piece}**`)}`,
  },
  {
    name: 'in cells',
    build: (atom, length) =>
      `序号\t工作任务\t责任单位\n${fill(atom, length, (piece, i) => `${i + 1}\t推进${piece}\t市科技局、${piece}\n`)}`,
  },
  {
    name: 'in a wide row',
    build: (atom, length) => `序号\t工作任务\t责任单位\n1\t${fill(atom, length, (piece) => `${piece}\t`)}`,
  },
  {
    name: 'in one cell',
    build: (atom, length) =>
      `类别\t工作任务\t责任单位\n${plain(atom, length / 2)}\t推进\t${plain(atom, length / 4)}\n${fill(atom, length / 4, () => '\t推进\t\n')}`,
  },
  {
    name: 'in cells line by line',
    build: (atom, length) =>
      `序号\n工作任务\n责任单位\n${fill(atom, length, (piece, i) => `${i + 1}\n推进${piece}\n市科技局\n`)}`,
  },
];
