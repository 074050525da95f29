import type { Ask, QuestionReading } from '../questions/question-reading.ts';

/** What may follow where a collective is whose tasks are asked for: 「各区人民政府有哪些任务」, not 「各区域」. */
const ASKED_FOR =
  /^(?:都|分别|一共|总共|共|各自|各)?(?:有|要|需|承担|牵头|负责|配合|参与|干|做|的(?:任务|职责|工作|事项|分工))/u;

/**
 * Reads printed collectives as bodies whose tasks are asked for: 「各区人民政府有哪些任务」 stands for 各区人民政府 and
 * 各区政府, whichever the documents print, and for no single district. Asks that name a body are left alone.
 */
export function readCollectives(reading: QuestionReading, collectives: readonly string[]): QuestionReading {
  return { ...reading, asks: reading.asks.map((ask) => readCollective(ask, collectives)) };
}

function readCollective(ask: Ask, collectives: readonly string[]): Ask {
  const listsTasks = ask.form === 'list' || ask.form === 'how-many' || ask.form === 'what';
  if (!listsTasks || ask.units.length > 0) return ask;
  for (const name of [...collectives].sort((a, b) => b.length - a.length)) {
    const mention = mentionOf(name, ask.text);
    if (mention === null) continue;
    const names = collectives.filter((other) => bareName(other) === bareName(name));
    const topic = ask.topic.map((run) => run.replace(mention, '').trim()).filter((run) => run !== '');
    const isTopicLeft = ask.form === 'what' && topic.length > 0;
    if (isTopicLeft) return ask;
    return { ...ask, topic, units: [{ mention, names, bySuccession: [] }], mentionedWords: [] };
  }
  return ask;
}

/** The words of the question that name the collective as such, or null. */
function mentionOf(name: string, text: string): string | null {
  const bare = bareName(name);
  for (const form of [name, `${bare}人民政府`, `${bare}政府`, bare]) {
    const at = form.length < 2 ? -1 : text.indexOf(form);
    if (at >= 0 && ASKED_FOR.test(text.slice(at + form.length))) return form;
  }
  return null;
}

/** 各区人民政府, 各区政府 → 各区. */
function bareName(name: string): string {
  return name.replace(/(?:人民)?政府$/u, '');
}
