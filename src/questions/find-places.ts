import type { PolicyDocument } from '../domain/policy-document.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { countWork } from '../turns/work-budget.ts';
import { readDirectoryData } from '../units/directory/directory-data.ts';
import { loadPlaces } from '../units/directory/unit-prefix.ts';
import type { PlaceMention } from './question-reading.ts';

let gazetteer: readonly string[] | null = null;

/** Provinces and cities by their bare names, longest first. */
function places(): readonly string[] {
  gazetteer ??= [...loadPlaces(readDirectoryData().places).keys()].sort((a, b) => b.length - a.length);
  return gazetteer;
}

const PARTNER = /(?:与|和|同|跟|对接|承接|联合|衔接|面向|接轨|对)$/;
/** 「北京市的…」 「北京有…」: whose policy is asked for. */
const OWNER =
  /^(?:市|省|自治区|壮族自治区|回族自治区|维吾尔自治区)?(?:的|有|在|这边|那边|方面|地区|市|省|\p{Script=Han}{0,8}(?:局|委|厅|办|政府|计划|方案|政策|规划|意见|办法|条例))/u;
const PLACE_IN_NAME = /^(?:路|大学|街|道|银行|号|话|烤|菜|站|南路|北路|大厦|航空|航天)/;

/** 「远山市2022年…」: a place that no list has, where it opens the question. */
const FOREIGN =
  /(?<=^|[，。？！\s])(?<place>(?!我|本|全|各|每|某|哪|这|那|城|都|超|股|上|智慧|数字|美丽|海绵|特大|中小|一线|有关|相关|设区|地级|县级|直辖|省会|沿海|其他|为|对|在|按|从|到|和|与|请|问|说|让|由|把|向)\p{Script=Han}{1,2}[^夜全城超都股上早集楼门菜闹各本我要让给\P{Script=Han}])(?:市|县|省)(?=20\d{2}|的|[^场民级区长容属直政委内外里面化城局教公财]{2})/gu;

/** Mentions of places in one text that are read. */
const MOST_PLACES = 24;

/**
 * Provinces and cities that a question names, except `home`: 「北京市的绿色港口方案」 → 北京. A place after 与 or 和 is
 * a partner of something, not whose policy is asked for. Names of bodies (`within`) are left out: 南昌海关.
 */
export function findPlaces(
  text: string,
  home: readonly string[],
  within: readonly TextSpan[] = [],
): PlaceMention[] {
  const found: (PlaceMention & { start: number; end: number })[] = [];
  countWork(text.length);
  for (const place of places()) {
    if (found.length >= MOST_PLACES) break;
    for (
      let at = text.indexOf(place);
      at >= 0 && found.length < MOST_PLACES;
      at = text.indexOf(place, at + place.length)
    ) {
      const end = at + place.length;
      if (found.some((mention) => mention.start < end && at < mention.end)) continue;
      if (PLACE_IN_NAME.test(text.slice(end)) || within.some((span) => span.start <= at && end <= span.end))
        continue;
      const isPartner =
        PARTNER.test(text.slice(Math.max(0, at - 2), at)) ||
        found.some(
          (mention) =>
            mention.isPartner && /^[市省、]*$/.test(text.slice(mention.end, at)) && mention.end <= at,
        );
      found.push({ place, isPartner, isOwner: !isPartner && OWNER.test(text.slice(end)), start: at, end });
    }
  }
  for (const match of text.matchAll(FOREIGN)) {
    const place = match.groups!['place']!;
    const start = match.index;
    const end = start + match[0].length;
    if (found.some((mention) => mention.start < end && start < mention.end)) continue;
    if (
      within.some((span) => span.start < end && start < span.end) ||
      home.some((name) => name.includes(place))
    )
      continue;
    found.push({ place, isPartner: false, isOwner: true, start, end });
  }
  return found
    .sort((a, b) => a.start - b.start)
    .filter((mention) => !home.some((name) => name.includes(mention.place)))
    .map(({ place, isPartner, isOwner }) => ({ place, isPartner, isOwner }));
}

/** A place at the head of a title or an issuer's name: 云岭省人民政府… → 云岭; known places or not. */
const HEAD_PLACE =
  /(?:^|[《印发转布于])(?<place>(?!全|各|我|本|有关|关于)\p{Script=Han}{2,4}?)(?:省|市|自治区|自治州|地区|县|新区|区)(?=[\p{Script=Han}\d])/gu;

const placesKnown = new WeakMap<PolicyDocument, readonly string[]>();

/** Bare names of the places that a document's title and issuer name: 云岭省关于… → 云岭. */
function placesOfDocument(document: PolicyDocument): readonly string[] {
  const known = placesKnown.get(document);
  if (known) return known;
  const { title, issuer } = document;
  const found = new Set<string>();
  for (const text of [title, issuer ?? '']) {
    for (const match of text.matchAll(HEAD_PLACE)) found.add(match.groups!['place']!);
    for (const place of places()) if (text.includes(place)) found.add(place);
  }
  const result = [...found];
  placesKnown.set(document, result);
  return result;
}

const placesOfAll = new WeakMap<readonly PolicyDocument[], readonly string[]>();

/** Places that the documents belong to; pass the same array again for the same documents. */
export function placesOfDocuments(documents: readonly PolicyDocument[]): readonly string[] {
  const known = placesOfAll.get(documents) ?? [...new Set(documents.flatMap(placesOfDocument))];
  placesOfAll.set(documents, known);
  return known;
}

/**
 * Documents of the places that a text names, where that tells some of them apart: 「云岭的助餐补贴」. One group a place, in
 * order of the text.
 */
export function findDocumentsByPlace(
  text: string,
  documents: readonly PolicyDocument[],
): { place: string; documentIds: string[] }[] {
  return placesOfDocuments(documents)
    .filter((place) => text.includes(place))
    .sort((a, b) => text.indexOf(a) - text.indexOf(b))
    .map((place) => ({
      place,
      documentIds: documents
        .filter((document) => placesOfDocument(document).includes(place))
        .map((document) => document.documentId),
    }))
    .filter(({ documentIds }) => documentIds.length < documents.length);
}

/** The one place that the documents share, for reading 市… and 省…; null where there are several or none. */
export function jurisdictionOf(documents: readonly PolicyDocument[]): string | null {
  const found = placesOfDocuments(documents);
  return found.length === 1 ? found[0]! : null;
}
