import { describe, expect, it } from 'vitest';
import { chooseVisibility } from '../../src/channels/choose-visibility.ts';
import type { Visibility } from '../../src/domain/search-scope.ts';

const COLLECTIONS: Readonly<Record<string, readonly string[]>> = { 公开: ['a'], 内部: ['b'] };
const ring = {
  visibilityOf(names: readonly string[]): Visibility | null {
    if (!names.every((name) => name in COLLECTIONS)) return null;
    return { documentIds: new Set(names.flatMap((name) => COLLECTIONS[name]!)) };
  },
};
const rules = (byPlace: Record<string, readonly string[]> = {}, publicCollections = ['公开']) => ({
  ring,
  publicCollections,
  collectionsByPlace: new Map(Object.entries(byPlace)),
});
const idsOf = (visibility: Visibility | null) =>
  visibility === null || visibility === 'all' ? visibility : [...visibility.documentIds];

describe('what may be seen where', () => {
  it.each([
    ['elsewhere what is public', {}, { place: 'C1', isOpen: true }, ['a']],
    [
      'what is public and what the place has',
      { 'slack:C1': ['内部'] },
      { place: 'C1', isOpen: false },
      ['a', 'b'],
    ],
    ['in the open what is public alone', { 'slack:C1': ['内部'] }, { place: 'C1', isOpen: true }, ['a']],
    [
      'the place of another channel does not count',
      { 'feishu:C1': ['内部'] },
      { place: 'C1', isOpen: false },
      ['a'],
    ],
    ['nothing where a collection is unknown', { 'slack:C1': ['没有'] }, { place: 'C1', isOpen: false }, null],
    ['private talk as set', { 'slack:dm': ['内部'] }, { place: 'dm', isOpen: false }, ['a', 'b']],
  ] as const)('%s', (_title, byPlace, where, expected) => {
    expect(idsOf(chooseVisibility(rules(byPlace), 'slack', where))).toEqual(expected);
  });

  it('nothing without public collections, everything without keys', () => {
    expect(chooseVisibility(rules({}, []), 'slack', { place: 'dm', isOpen: false })).toBeNull();
    const open = { ...rules({ 'slack:C1': ['没有'] }), ring: null };
    expect(chooseVisibility(open, 'slack', { place: 'C1', isOpen: true })).toBe('all');
  });
});
