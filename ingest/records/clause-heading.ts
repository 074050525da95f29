import type { ClauseNode } from '../parsing/clause-tree.ts';

/** Articles are numbered through the document: chapters do not go into their ids. */
export function nextIds(node: ClauseNode, idParts: readonly string[]): string[] {
  if (node.kind === 'article') return [...idParts.filter((part) => part.startsWith('annex')), node.idPart];
  if (node.kind === 'decimal') {
    const parents = idParts.filter((part) => !/^\d+(?:\.\d+)*$/.test(part));
    return [...parents, node.idPart];
  }
  return [...idParts, node.idPart];
}

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
    case 'article':
    case 'part':
    case 'chapter':
    case 'section':
      return node.title === '' ? node.number : `${node.number} ${node.title}`;
    default:
      return node.number + (/[\dA-Za-z]$/.test(node.number) && node.title !== '' ? ' ' : '') + node.title;
  }
}
