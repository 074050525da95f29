import { describe, expect, it } from 'vitest';
import { mergeNames } from '../../src/queries/merge-names.ts';
import type { UnitNames } from '../../src/queries/unit-names.ts';

/** Names that know their forms, and what they are called now. */
function createNames(
  forms: Readonly<Record<string, readonly string[]>>,
  present: Readonly<Record<string, string>> = {},
): UnitNames {
  const known = Object.keys(forms).map((name, at) => ({
    name,
    collective: name.startsWith('各'),
    clauseCount: at + 1,
  }));
  return {
    known,
    follow: (name) => [name, ...(forms[name] ?? [])].map((form) => ({ name: form, isSuccession: false })),
    presentNameOf: (name) => present[name] ?? null,
  };
}

function groupsOf(names: UnitNames, successions = true): readonly (readonly string[])[] {
  return [...new Set(mergeNames(names, successions).values())].map((body) => body.names);
}

describe('the bodies of printed names', () => {
  it('are their spellings and short forms, the one that most clauses print first', () => {
    expect(groupsOf(createNames({ 市教委: ['市教育委'], 市教育委: ['市教委'], 市科委: [] }))).toEqual([
      ['市教育委', '市教委'],
      ['市科委'],
    ]);
  });

  it('are apart where a short form may be either', () => {
    const forms = { 市财政局: ['财政局'], 财政局: ['市财政局', '区财政局'], 区财政局: ['财政局'] };
    expect(groupsOf(createNames(forms))).toEqual([['市财政局'], ['财政局'], ['区财政局']]);
  });

  it('are one over time, also where several became one that is not printed', () => {
    const names = createNames(
      { 市旅游局: [], 市文广局: [], 市教委: [] },
      { 市旅游局: '市文旅局', 市文广局: '市文旅局' },
    );
    expect(groupsOf(names)).toEqual([['市文广局', '市旅游局'], ['市教委']]);
    expect(groupsOf(names, false)).toEqual([['市旅游局'], ['市文广局'], ['市教委']]);
  });

  it('have their present name first where it is printed', () => {
    const names = createNames({ 市科技局: [], 市科委: [] }, { 市科委: '市科技局' });
    expect(groupsOf(names)).toEqual([['市科技局', '市科委']]);
  });

  it('leave a collective to itself', () => {
    expect(groupsOf(createNames({ 各区人民政府: [], 西青区人民政府: ['各区人民政府'] }))).toEqual([
      ['各区人民政府'],
      ['西青区人民政府'],
    ]);
  });
});
