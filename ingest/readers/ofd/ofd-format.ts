import { posix } from 'node:path';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { type OfficePackage, openPackage } from '../package/open-package.ts';
import { childOf, childrenOf, parseXml, textOf, type XmlNode } from '../package/xml.ts';
import { layOut } from '../page-layout/lay-out.ts';
import { listPages } from '../page-layout/list-pages.ts';
import { type PageLine, textOf as textOfLine, withoutRunningLines } from '../page-layout/page-lines.ts';
import { writeLines } from '../page-layout/write-lines.ts';
import { refuseClassified } from '../refuse-classified.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { TextBuilder } from '../text-builder.ts';
import { numbersOf, readContent } from './read-content.ts';

/** The government's own format of fixed layout (GB/T 33190). Templates, seals and signatures are not read, pictures are told. */
export const ofdFormat: SourceFormat = { name: 'ofd', extensions: ['.ofd'], read: readOfd };

const MOST_PAGES = 3000;
/** Share of the first page that holds its head. */
const HEAD = 0.35;
/** Points of a millimetre: the layout's bounds are in points. */
const POINTS = 72 / 25.4;

/** Throws ReaderError where the file is broken, marked 秘密 or above, or holds no words. */
export function readOfd(bytes: Uint8Array): ReadContent {
  const opened = openPackage(bytes);
  const root = partOf(opened, 'OFD.xml');
  const body = childOf(root, 'DocBody');
  refuseSecret(body);
  const documentPath = clean(textOf(childOf(body, 'DocRoot') ?? fail()));
  const document = partOf(opened, documentPath);
  const base = posix.dirname(documentPath);
  const area = boxOf(childOf(childOf(document, 'CommonData'), 'PageArea'));
  const entries = childrenOf(childOf(document, 'Pages'), 'Page');
  if (entries.length > MOST_PAGES)
    throw new ReaderError(`页数过多（${entries.length} 页，上限 ${MOST_PAGES} 页）`);
  const pages: PageLine[][] = [];
  const builder = new TextBuilder();
  const lost: number[] = [];
  const composites = compositesOf(opened, base, document);
  const pictured: number[] = [];
  let hidden = 0;
  let unknown = 0;
  let slanted = 0;
  entries.forEach((entry, i) => {
    const page = pageOf(opened, resolveIn(opened, base, entry.attributes['BaseLoc'] ?? ''));
    if (page === null) {
      lost.push(i + 1);
      return;
    }
    const [, , width = 210, height = 297] = boxOf(childOf(page, 'Area')) ?? area ?? [];
    const content = readContent(childOf(page, 'Content') ?? page, composites);
    hidden += content.hidden;
    unknown += content.unknown;
    slanted += content.slanted;
    if (content.pictures > 0) pictured.push(i + 1);
    const runs = content.runs.map((run) => ({
      ...run,
      x: run.x * POINTS,
      y: run.y * POINTS,
      width: run.width * POINTS,
      size: run.size * POINTS,
    }));
    const rules = content.rules.map(({ x0, y0, x1, y1 }) => ({
      x0: x0 * POINTS,
      y0: y0 * POINTS,
      x1: x1 * POINTS,
      y1: y1 * POINTS,
    }));
    pages.push(layOut(i + 1, runs, rules, { width: width * POINTS, height: height * POINTS }));
  });
  refuseClassified(pages[0]?.filter(({ box }) => box.top < HEAD).map(textOfLine) ?? []);
  if (lost.length > 0) builder.warn('content-lost', `第 ${lost.join('、')} 页缺失或损坏，未收录`);
  if (hidden > 0) builder.warn('hidden-text', `有 ${hidden} 个隐藏的字没有收录`);
  if (unknown > 0) builder.warn('content-lost', `有 ${unknown} 个字只有字形、没有编码，读不出来`);
  if (slanted > 0) builder.warn('content-lost', `有 ${slanted} 个斜排或竖排的字（如水印）没有收录`);
  if (pictured.length > 0)
    builder.warn('content-lost', `第 ${listPages(pictured)} 页有图片，其中的文字未收录`);
  writeLines(builder, withoutRunningLines(pages).flat());
  const content = builder.build();
  if (content.text.trim() === '') throw new ReaderError('没有文字层（扫描件或图片），暂不能读取');
  return content;
}

/** 密级, 密级和保密期限 among the properties of GB/T 33476. */
function refuseSecret(body: XmlNode | undefined): void {
  const data = childrenOf(childOf(childOf(body, 'DocInfo'), 'CustomDatas'), 'CustomData');
  refuseClassified(data.filter(({ attributes }) => /^密级/u.test(attributes['Name'] ?? '')).map(textOf));
}

/** What pages refer to by its id: units of composite objects (GB/T 33190, 7.9 and 13). A broken part has none. */
function compositesOf(opened: OfficePackage, base: string, document: XmlNode): Map<string, XmlNode> {
  const common = childOf(document, 'CommonData');
  const parts = [...childrenOf(common, 'PublicRes'), ...childrenOf(common, 'DocumentRes')];
  const units = parts.flatMap((part) => {
    const resources = pageOf(opened, resolveIn(opened, base, textOf(part))) ?? undefined;
    return childrenOf(childOf(resources, 'CompositeGraphicUnits'), 'CompositeGraphicUnit');
  });
  return new Map(units.map((unit) => [unit.attributes['ID'] ?? '', childOf(unit, 'Content') ?? unit]));
}

function partOf(opened: OfficePackage, path: string): XmlNode {
  const part = opened.part(path) ?? opened.part(path.replace(/^\//, ''));
  return part === null ? fail() : parseXml(part);
}

function fail(): never {
  throw new ReaderError('OFD 文件不完整，缺少正文');
}

/** Null where the page is missing or broken: the others are read all the same. */
function pageOf(opened: OfficePackage, path: string | null): XmlNode | null {
  try {
    const part = path === null ? null : opened.part(path);
    return part && parseXml(part);
  } catch (error) {
    if (error instanceof ReaderError) return null;
    throw error;
  }
}

/** Places are told from the document's folder or from the root. */
function resolveIn(opened: OfficePackage, base: string, location: string): string | null {
  const path = clean(location);
  const tried = [posix.join(base, path), path];
  return tried.find((one) => opened.names.includes(one)) ?? null;
}

function clean(path: string): string {
  return posix.normalize(path.trim().replace(/^\/+/, ''));
}

function boxOf(area: XmlNode | undefined): number[] | null {
  const box = childOf(area, 'PhysicalBox');
  return box ? numbersOf(textOf(box)) : null;
}
