import type { Citation, PlaceInFile } from '../api/types.ts';

type Quoted = Pick<Citation, 'label' | 'documentTitle' | 'documentNumber' | 'quote' | 'normalized'>;

/** 《…》（国发〔2019〕3号）二、（一）1.智慧医疗: as an official letter names a clause. */
export function referenceText({
  label,
  documentTitle,
  documentNumber,
}: Omit<Quoted, 'quote' | 'normalized'>): string {
  const title = `《${documentTitle}》`;
  const place = label.startsWith(title) ? label.slice(title.length) : label;
  return `${title}${documentNumber === null ? '' : `（${documentNumber}）`}${place}`;
}

/** 《…》（文号）二、（一）1.智慧医疗：“…”; a converted text says so. */
export function citationText(citation: Quoted): string {
  const note = citation.normalized ? '（经繁简转换）' : '';
  return `${referenceText(citation)}：“${nestQuotes(citation.quote.trim())}”${note}`;
}

/** 第 3 页, or 任务表 第 5 行 of a sheet; empty where the file has neither. */
export function placeText({ page, cell }: PlaceInFile): string {
  if (page !== undefined) return `第 ${page} 页`;
  return cell ? `${cell.sheet} 第 ${cell.row + 1} 行` : '';
}

/** Within quotation marks double marks become single ones and the other way round (GB/T 15834). */
function nestQuotes(text: string): string {
  const other: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '‘': '“', '’': '”' };
  return text.replace(/[“”‘’]/g, (mark) => other[mark]!);
}
