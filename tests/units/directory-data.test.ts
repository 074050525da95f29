import { describe, expect, it } from 'vitest';
import { readDirectoryData } from '../../src/units/directory/directory-data.ts';
import { type NameEdge, readDirectoryEdges } from '../../src/units/directory/directory-edges.ts';
import { directoryFileSchema } from '../../src/units/directory/directory-schema.ts';
import { nameKey, surfaceForms } from '../../src/units/directory/name-key.ts';
import { barePlace, loadPlaces } from '../../src/units/directory/unit-prefix.ts';

const data = readDirectoryData();
const places = loadPlaces(data.places);
const { edges, patterns } = readDirectoryEdges(data, (place) => barePlace(place, places));

describe('the data files', () => {
  it('hold one jurisdiction each', () => {
    const jurisdictions = data.files.map((file) => file.jurisdiction);
    expect(new Set(jurisdictions).size).toBe(jurisdictions.length);
    expect(jurisdictions).toEqual(expect.arrayContaining(['*', '全国', '天津市']));
  });

  it.each(data.files.map((file) => [file.file, file] as const))('%s says nothing twice', (_, file) => {
    const said = edges
      .filter((edge) => edge.jurisdiction === barePlace(file.jurisdiction, places))
      .map((edge) => `${edge.kind === 'succession' ? 'succession' : 'name'} ${edge.from} ${edge.to}`);
    expect(said.filter((line, index) => said.indexOf(line) !== index)).toEqual([]);
    expect(file.bodies.filter((body, index) => file.bodies.indexOf(body) !== index)).toEqual([]);
  });

  it('never lead from a body back to itself', () => {
    expect(findCycle(edges.filter((edge) => edge.kind === 'succession'))).toBeNull();
    expect(findCycle(edges.filter((edge) => edge.kind === 'short-form'))).toBeNull();
  });

  it('date successions between 1949 and today', () => {
    for (const edge of edges) {
      if (edge.kind !== 'succession') continue;
      const year = Number(edge.since?.slice(0, 4));
      expect(year, `${edge.from} → ${edge.to}`).toBeGreaterThanOrEqual(1949);
      expect(year, `${edge.from} → ${edge.to}`).toBeLessThanOrEqual(new Date().getFullYear());
    }
  });

  it('never call one name both the same body and its successor', () => {
    const same = new Set(
      edges.filter((edge) => edge.kind === 'spelling').map((edge) => `${edge.from} ${edge.to}`),
    );
    const both = edges.filter(
      ({ kind, from, to }) =>
        kind === 'succession' && (same.has(`${from} ${to}`) || same.has(`${to} ${from}`)),
    );
    expect(both).toEqual([]);
  });

  it('name only bodies that the directory knows under functions', () => {
    for (const { bodies } of data.functions) {
      for (const body of bodies) {
        const name = nameKey(body.replace(/\{(?<first>[^,}]*)[^}]*\}/u, '$<first>'));
        expect([...patterns.keys()], body).toSatisfy(
          (nodes: string[]) => nodes.includes(name) || nodes.includes(`*${name}`),
        );
      }
    }
  });

  it('write every surface form under the same key', () => {
    for (const { after } of patterns.values()) {
      for (const form of surfaceForms(after)) expect(nameKey(form)).toBe(nameKey(after));
    }
  });
});

describe('the schema', () => {
  const file = (entry: object) => ({ jurisdiction: '临江市', source: '测试', entries: [entry] });
  it.each([
    ['a succession without a date', { name: '市科委', other: '市科技局', kind: 'succession' }],
    [
      'a month that does not exist',
      { name: '市科委', other: '市科技局', kind: 'succession', since: '2018-13' },
    ],
    [
      'an end before its beginning',
      { name: '市科委', other: '科委', kind: 'short-form', since: '2018', until: '2010' },
    ],
    ['an unknown kind', { name: '市科委', other: '市科技局', kind: 'merger', since: '2018' }],
    ['an unknown key', { name: '市科委', other: '科委', kind: 'short-form', note: 'x' }],
    ['a name with a bracket', { name: '市科委（旧）', other: '科委', kind: 'short-form' }],
  ])('refuses %s', (_, entry) => {
    expect(directoryFileSchema.safeParse(file(entry)).success).toBe(false);
  });
  it('takes one name or several', () => {
    const read = directoryFileSchema.parse(
      file({ name: '市科委', other: ['科委', '市科技委'], kind: 'short-form' }),
    );
    expect(read.entries[0]).toMatchObject({ other: ['科委', '市科技委'], scope: 'whole', usual: false });
  });
});

function findCycle(links: readonly NameEdge[]): string | null {
  const next = new Map<string, string[]>();
  for (const { from, to } of links) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string | null => {
    if (trail.includes(node)) return [...trail, node].join(' → ');
    if (done.has(node)) return null;
    for (const target of next.get(node) ?? []) {
      const cycle = visit(target, [...trail, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of next.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return null;
}
