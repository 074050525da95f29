import type { TextSpan } from '../../src/domain/text-span.ts';
import type { Quantity } from '../../src/language/quantities/index.ts';
import { HEADING_NUMBER, type Measured } from './measured.ts';

/** How far things may stand before 分别. */
const REACH = 160;
/** How far its figures may stand behind it. */
const REACH_BEHIND = 300;
const MOST_THINGS = 20;

/**
 * 「果蔬、肉类、水产品的流通率分别达到35%、65%、70%」: the second figure belongs to the second thing, and what the last thing carries behind its 的 to
 * all of them. Figures whose number is not that of the things are left to the words beside them.
 */
export function dealOut(
  text: string,
  sentence: TextSpan,
  quantities: readonly Quantity[],
): ReadonlyMap<Quantity, Measured> {
  const dealt = new Map<Quantity, Measured>();
  let first = 0;
  const body = text.slice(sentence.start, sentence.end);
  for (const match of body.matchAll(/分别/gu)) {
    const at = sentence.start + match.index;
    const reach = Math.min(sentence.end, at + REACH_BEHIND);
    const end = at + (/[；;。\n]/u.exec(text.slice(at, reach))?.index ?? reach - at);
    while (first < quantities.length && quantities[first]!.start <= at) first++;
    const near = quantities.slice(first, first + MOST_THINGS + 1).filter(({ start }) => start < end);
    const own = adjacent(near, text);
    const things = thingsBefore(text.slice(Math.max(sentence.start, at - REACH), at));
    if (own.length < 2 || own.length > MOST_THINGS || things.names.length !== own.length) continue;
    own.forEach((quantity, i) => {
      const name = things.names[i]!;
      const isMoney = /元$/u.test(quantity.unit);
      if (things.shared !== null) dealt.set(quantity, { of: things.shared, for: name, per: null });
      else
        dealt.set(
          quantity,
          isMoney ? { of: null, for: name, per: null } : { of: name, for: null, per: null },
        );
    });
  }
  return dealt;
}

/** The run of figures that stand side by side, apart by 、, 和 or ，. */
function adjacent(quantities: readonly Quantity[], text: string): Quantity[] {
  const run: Quantity[] = [];
  for (const quantity of quantities) {
    const last = run.at(-1);
    if (
      last &&
      !/^[的]?[^，。；]{0,8}[、，,和及与]{1,2}(?:以及)?[^，。；、]{0,8}$/u.test(
        text.slice(last.end, quantity.start),
      )
    )
      break;
    run.push(quantity);
  }
  return run;
}

/** The things of a list, and what its last member carries for all: 流通率 of 水产品的流通率. */
function thingsBefore(before: string): { readonly names: readonly string[]; readonly shared: string | null } {
  const stretches = before.split(/[，,；;。：:\n]/u);
  const list = stretches.at(-1)!.trim() === '' ? (stretches.at(-2) ?? '') : stretches.at(-1)!;
  const names = list
    .replace(HEADING_NUMBER, '')
    .replace(/^(?:其中|对|对于|使|力争|确保|到?\d{4}年)+/u, '')
    .split(/[、]|以及|及(?!时|其)|和(?!谐|平)|与(?!会)/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const last = names.at(-1) ?? '';
  const of = last.lastIndexOf('的');
  if (
    names.length < 2 ||
    of <= 0 ||
    of >= last.length - 2 ||
    names.slice(0, -1).some((name) => name.includes('的'))
  )
    return { names: names.map(stripVerb), shared: null };
  return { names: [...names.slice(0, -1), last.slice(0, of)].map(stripVerb), shared: last.slice(of + 1) };
}

function stripVerb(name: string): string {
  return name
    .replace(/^(?:新建|新增|建成|建设|改造|完成|培育|获得?|评为|认定为)/u, '')
    .replace(/(?:的|，)$/u, '');
}
