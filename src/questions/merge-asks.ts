import type { UnitRole } from '../domain/responsible-unit.ts';
import type { Ask } from './question-reading.ts';

/**
 * Joins parts of a message that lean on each other: 「…是不是民政局牵头？还有谁配合？」 is one ask with both roles;
 * 「…要改造几处泊位？都在什么地方？」 is one; a figure asked of the topic before keeps that topic. The same thing asked twice is asked once.
 */
export function mergeAsks(asks: readonly Ask[]): Ask[] {
  const merged: Ask[] = [];
  for (const ask of asks) {
    if (merged.some((other) => isSameAsk(other, ask))) continue;
    const before = merged.at(-1);
    const isBare = ask.topic.length === 0 && ask.units.length === 0;
    if (!before) {
      merged.push(ask);
    } else if (isBare && ask.form === 'number') {
      merged.push({ ...ask, topic: before.topic, units: before.units });
    } else if (isBare) {
      const asksUnits = ask.form === 'who' || ask.wantsUnits || ask.roles.length > 0;
      merged[merged.length - 1] = {
        ...before,
        text: before.text + ask.text,
        wantsUnits: before.wantsUnits || asksUnits,
        roles: asksUnits ? unionRoles(before, ask) : before.roles,
        form: before.form === 'what' && before.topic.length > 0 && ask.form === 'who' ? 'who' : before.form,
      };
    } else if (before.topic.length === 0 && before.units.length === 0) {
      merged[merged.length - 1] = ask;
    } else {
      merged.push(ask);
    }
  }
  return merged.slice(0, 4);
}

/** 「岸电由谁牵头？请问岸电谁牵头？」: only the wording differs. */
function isSameAsk(a: Ask, b: Ask): boolean {
  const isBare = b.topic.length === 0 && b.units.length === 0;
  return !isBare && JSON.stringify({ ...a, text: '' }) === JSON.stringify({ ...b, text: '' });
}

/** Asking once for 牵头 and once for 配合 is both; once for all is all. */
function unionRoles(a: Ask, b: Ask): UnitRole[] {
  if (b.roles.length === 0) return [];
  if (a.roles.length === 0) return a.wantsUnits ? [] : [...b.roles];
  return [...new Set([...a.roles, ...b.roles])];
}
