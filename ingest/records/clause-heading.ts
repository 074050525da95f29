import type { ClauseNode } from '../parsing/clause-tree.ts';

/**
 * The id parts of a node below `idParts`. Articles are numbered through the document, so chapters do not go into their ids; 1.2 stands
 * below 1 as 1.2; a table row with a number of its own does not need the unit that it stands under.
 */
export function nextIds(node: ClauseNode, idParts: readonly string[]): string[] {
  if (node.kind === 'article') return [...idParts.filter((part) => part.startsWith('annex')), node.idPart];
  const last = idParts.at(-1) ?? '';
  const isRefined = node.kind === 'decimal' && node.idPart.startsWith(`${last}.`);
  const isNumberedRow = node.kind === 'row' && node.number !== '' && /^g\d+$/.test(last);
  return isRefined || isNumberedRow ? [...idParts.slice(0, -1), node.idPart] : [...idParts, node.idPart];
}

/** 「注：」 above numbered notes only marks them; 「注释」 and 「说明」 head what stands below. */
const MARKS_NOTES = /^(?:备|附)?注$/;

/** The node's entry in the heading trail: 「（一）惠民服务行动」; empty where it has none. */
export function headingOf(node: ClauseNode): string {
  switch (node.kind) {
    case 'root':
      return '';
    case 'row-group':
    case 'row':
      return node.title === '' ? '' : `${node.number} ${node.title}`.trim();
    case 'annex':
      return `${node.number} ${node.title}`.trim();
    case 'note':
      return MARKS_NOTES.test(node.title) ? '' : node.title;
    case 'article':
    case 'part':
    case 'chapter':
    case 'section':
      return node.title === '' ? node.number : `${node.number} ${node.title}`;
    default:
      return node.number + (/[\dA-Za-z]$/.test(node.number) && node.title !== '' ? ' ' : '') + node.title;
  }
}
