import type { TextSpan } from '../domain/text-span.ts';
import { readAskedFigure } from './asked-figure.ts';
import type { FoundUnit } from './find-units.ts';
import { GENERIC_WORDS } from './generic-words.ts';
import type { Ask, AskedUnit } from './question-reading.ts';
import {
  asksForMentions,
  asksForUnits,
  hintsAtUnits,
  readAttribute,
  readFigureNoun,
  readForm,
} from './read-form.ts';
import { readListRoles, readRoles } from './read-roles.ts';
import { readTopic } from './read-topic.ts';

/** Reads one asking part; `consumed` are the stretches that name documents and years. */
export function readAsk(
  text: string,
  found: {
    readonly consumed: readonly TextSpan[];
    readonly units: readonly FoundUnit[];
    readonly groups: number;
    readonly years: number;
  },
): Ask {
  const bare = blankSpans(text, found.consumed);
  const form = readForm(bare, {
    hasUnits: found.units.length > 0,
    groups: found.groups,
    years: found.years,
  });
  const subjects = subjectUnits(bare, form, found.units);
  const isListLike = form === 'list' || form === 'how-many';
  const mentionsAsked =
    isListLike || form === 'what' ? asksForMentions(bare) && subjects.length === 0 : false;
  const withoutUnits = blankSpans(bare, subjects);
  const roleText = withoutUnits;
  const onlyDistricts =
    /(?:的|哪些|哪几个)区(?:都|一共|分别)*(?:有|是)(?:哪|几)|只(?:说|要|看|列|问)(?:哪些)?区|区(?:一级|级)的?(?:就行|即可|有)/.test(
      bare,
    );
  const topic = readTopic(bare, subjects);
  const named = subjects.length > 0 ? subjects : found.units.filter((unit) => unit.kind === 'district');
  const isCompare = form === 'compare';
  const asksTasks =
    (form === 'what' || form === 'number') &&
    named.length > 0 &&
    readTopic(bare, named).length === 0 &&
    found.units.length > 0;
  return {
    form:
      onlyDistricts && form === 'what' ? 'who' : mentionsAsked || (asksTasks && !isCompare) ? 'list' : form,
    attribute: readAttribute(withoutUnits),
    text: text.trim(),
    roles: isListLike && subjects.length > 0 ? readListRoles(roleText) : readRoles(roleText),
    wantsUnits:
      form === 'who' ||
      (form === 'what' && hintsAtUnits(withoutUnits)) ||
      (form !== 'compare' && asksForUnits(bare) && !isListLike) ||
      /(?:跟|和|与|同)(?:谁|哪)|谁(?:来)?(?:配合|牵头|负责)|(?:牵头|配合|责任)单位(?:有|是)(?:谁|哪)|哪些(?:单位|部门)/.test(
        bare,
      ),
    topic: asksTasks ? [] : topic,
    figureNoun: readFigureNoun(withoutUnits),
    headNoun: readHeadNoun(withoutUnits),
    figure: readAskedFigure(bare),
    units: (asksTasks ? named : subjects).map(
      ({ mention, names, bySuccession }): AskedUnit => ({ mention, names, bySuccession }),
    ),
    mentionedWords: mentionsAsked ? wordsMentioned(bare, topic) : [],
    unitKind:
      /(?:哪|什么)(?:一|几)?(?:家|个)?(?:公司|企业|厂商|厂家)/.test(bare) &&
      !/部门|单位|局(?!限)|谁/.test(bare)
        ? 'company'
        : onlyDistricts ||
            (/(?:哪|几).{0,3}(?:个)?(?:区|县|区县)(?!域|别|块|间)/.test(bare) &&
              form === 'who' &&
              !/部门|单位|局|谁|哪几?家|牵头|配合/.test(bare))
          ? 'district'
          : null,
  };
}

/** 「泊位预约系统的运营方是哪家公司」 → 运营方; empty where asking words or nothing of content stands there. */
function readHeadNoun(text: string): string {
  const match =
    /的(?<noun>[\p{Script=Han}A-Za-z0-9]{2,10}?)(?:都|各|分别|具体|大概|现在|目前|到底|究竟)*(?:是|为|叫|定在|在|有)(?:谁|哪|多少|什么|啥|几|怎)/u.exec(
      text,
    ) ??
    /对(?<noun>\p{Script=Han}{2,6})(?:有|的)(?:什么|哪些|啥|何)(?:具体|特殊|特别)?(?:要求|限制|条件|标准)/u.exec(
      text,
    );
  const noun = match?.groups?.['noun'];
  return noun === undefined ? '' : readTopic(noun, []).join('');
}

/** The quoted words, else each content word that is not a general one. */
function wordsMentioned(text: string, topic: readonly string[]): string[] {
  const quoted = [...text.matchAll(/“([^”]{2,30})”/g)].map((match) => match[1]!);
  if (quoted.length > 0) return quoted;
  const specific = topic.filter((run) => !GENERIC_WORDS.has(run));
  return specific.length > 0 ? specific : [...topic];
}

/** A district is the subject of a list or a yes-no question; elsewhere (港区的岸电示范区) it belongs to the topic. */
function subjectUnits(text: string, form: Ask['form'], units: readonly FoundUnit[]): FoundUnit[] {
  return units.filter((unit) => {
    if (unit.kind !== 'district') return true;
    if (form === 'list' || form === 'how-many' || form === 'yes-no') {
      const after = text.slice(unit.end);
      return !/^(?:的)?[^，。？]{0,4}(?:先导区|示范区|园区|开发区|项目|基地)/.test(after);
    }
    return /(?:人民)?政府$/.test(unit.mention) || /^(?:呢|也|要|和哪|跟哪|与哪)/.test(text.slice(unit.end));
  });
}

function blankSpans(text: string, spans: readonly TextSpan[]): string {
  let result = text;
  for (const { start, end } of spans) {
    result = result.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + result.slice(end);
  }
  return result;
}
