import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Rule {
  /** Folder or file the rule is about; the longest that fits a file decides. */
  readonly room: string;
  /** Folders or files it may import besides its own room. A trailing `:types` allows `import type` alone. */
  readonly mayImport: readonly string[];
  /** Packages it may import; absent means any that no other rule keeps for itself. */
  readonly packages?: readonly string[];
}

/** The table of docs/architecture.md. */
const RULES: readonly Rule[] = [
  { room: 'src/domain', mayImport: [], packages: ['zod'] },
  { room: 'src/language', mayImport: ['src/domain'] },
  { room: 'src/units', mayImport: ['src/domain', 'src/language'] },
  { room: 'src/config', mayImport: ['src/domain'], packages: ['zod'] },
  { room: 'src/access', mayImport: ['src/domain'], packages: ['zod'] },
  { room: 'src/storage', mayImport: ['src/domain'], packages: ['@photostructure/sqlite', 'lmdb'] },
  { room: 'src/turns', mayImport: ['src/domain'], packages: [] },
  { room: 'src/feedback', mayImport: ['src/domain', 'src/storage'] },
  { room: 'src/document-jobs', mayImport: ['src/domain', 'src/storage'], packages: [] },
  { room: 'src/audit', mayImport: ['src/domain', 'src/language', 'src/storage/files'] },
  {
    room: 'src/channels',
    mayImport: [
      'src/domain',
      'src/language',
      'src/storage',
      'src/turns',
      'src/access/ports',
      'src/assistant/ports',
      'src/feedback/ports',
    ],
  },
  {
    room: 'src/reports',
    mayImport: ['src/domain', 'src/language', 'src/assistant/ports', 'src/feedback/ports'],
  },
  { room: 'src/retention', mayImport: ['src/app-context.ts:types'] },
  {
    room: 'src/stores',
    mayImport: [
      'bin',
      'src/domain',
      'src/storage',
      'src/assistant',
      'src/channels',
      'src/clause-index',
      'src/document-jobs',
      'src/feedback',
      'src/models',
    ],
  },
  { room: 'src/models', mayImport: ['bin', 'src/domain', 'src/language', 'src/storage', 'src/turns'] },
  { room: 'src/clause-index', mayImport: ['bin', 'src/domain', 'src/language', 'src/storage/files'] },
  { room: 'src/questions', mayImport: ['src/domain', 'src/language', 'src/units', 'src/turns'] },
  {
    room: 'src/retrieval',
    mayImport: [
      'src/domain',
      'src/language',
      'src/questions:types',
      'src/turns',
      'src/models/ports',
      'src/clause-index/ports',
    ],
  },
  {
    room: 'src/queries',
    mayImport: [
      'src/domain',
      'src/language',
      'src/units',
      'src/retrieval',
      'src/turns',
      'src/clause-index/ports',
    ],
    packages: [],
  },
  {
    room: 'src/grammar',
    mayImport: ['src/domain', 'src/language', 'src/questions', 'src/units', 'src/turns'],
    packages: [],
  },
  { room: 'src/judging', mayImport: ['src/domain', 'src/language', 'src/retrieval'] },
  {
    room: 'src/assistant',
    mayImport: [
      'src/domain',
      'src/language',
      'src/units',
      'src/questions',
      'src/retrieval',
      'src/judging',
      'src/grammar',
      'src/queries',
      'src/clause-index/ports',
      'src/models/ports',
      'src/storage',
      'src/turns',
    ],
  },
  {
    room: 'src/portal',
    mayImport: [
      'src/domain',
      'src/queries',
      'src/turns',
      'src/clause-index/ports',
      'src/app-context.ts:types',
    ],
    packages: ['zod'],
  },
  {
    room: 'src/delivery',
    mayImport: [
      'src/domain',
      'src/config',
      'src/language',
      'src/portal',
      'src/queries:types',
      'src/access/ports',
      'src/assistant/ports',
      'src/audit/ports',
      'src/channels/ports',
      'src/channels/rendering',
      'src/channels/direct-thread.ts',
      'src/clause-index/ports',
      'src/document-jobs/ports',
      'src/document-jobs/uploads.ts',
      'src/feedback/ports',
      'src/reports',
      'src/stores:types',
      'src/app-context.ts:types',
    ],
  },
  { room: 'src/logging.ts', mayImport: ['src/config'] },
  { room: 'src/app-context.ts', mayImport: ['src'] },
  {
    room: 'src/workers',
    mayImport: ['src/domain'],
    packages: ['prom-client', '@express-rate-limit/cluster-memory-store'],
  },
  { room: 'src/serve.ts', mayImport: ['src'] },
  { room: 'src/configured-models.ts', mayImport: ['src'] },
  { room: 'src/open-channel-desk.ts', mayImport: ['src'] },
  { room: 'src/open-channels.ts', mayImport: ['src'] },
  { room: 'src/check-channels.ts', mayImport: ['src'] },
  { room: 'src/check-data.ts', mayImport: ['src'] },
  { room: 'src/check-models.ts', mayImport: ['src'] },
  { room: 'src/main.ts', mayImport: ['src', 'ingest'] },
  { room: 'src/delivery/cli/ask-main.ts', mayImport: ['src', 'ingest'] },
  { room: 'src/delivery/mcp/mcp-main.ts', mayImport: ['src', 'ingest'] },
  { room: 'src/delivery/cli/keys-main.ts', mayImport: ['src'] },
  { room: 'src/delivery/cli/audit-main.ts', mayImport: ['src'] },
  { room: 'src/delivery/cli/doctor-main.ts', mayImport: ['src'] },
  { room: 'src/delivery/cli/report-main.ts', mayImport: ['src'] },
  { room: 'src/delivery/cli/stores-main.ts', mayImport: ['src'] },
  { room: 'src/delivery/cli/purge-main.ts', mayImport: ['src'] },
  {
    room: 'ingest',
    mayImport: [
      'bin',
      'src/domain',
      'src/language',
      'src/units',
      'src/config',
      'src/models',
      'src/clause-index',
      'src/audit',
      'src/document-jobs',
      'src/assistant/prose/read-prompt.ts',
    ],
  },
  { room: 'web', mayImport: [], packages: ['preact'] },
];

interface ImportLine {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Path from the project's root, or null for a package. */
  readonly target: string | null;
}

const codes = new Map<string, string>();
const FILES = [...listSources('src'), ...listSources('ingest'), ...listSources('web/src')];
const IMPORTS = FILES.flatMap(readImports);

describe('the rooms and who may import whom', () => {
  it('reads what is there', () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(IMPORTS.length).toBeGreaterThan(40);
    expect(IMPORTS).toContainEqual({
      file: 'src/domain/clause.ts',
      specifier: './mapped-text.ts',
      typeOnly: true,
      target: 'src/domain/mapped-text.ts',
    });
  });

  it('has a rule for every file', () => {
    expect(FILES.filter((file) => !ruleOf(file))).toEqual([]);
  });

  it.each(RULES.map(({ room }) => room))('%s imports only what the table allows', (room) => {
    const own = IMPORTS.filter(({ file }) => ruleOf(file)?.room === room);
    expect(own.filter((line) => !isAllowed(line)).map(describeImport)).toEqual([]);
  });

  it('every port imports only the domain and ports', () => {
    const ports = IMPORTS.filter(({ file }) => file.includes('/ports/'));
    expect(ports.length).toBeGreaterThan(0);
    const wrong = ports.filter(
      ({ target }) => target === null || !(target.startsWith('src/domain/') || target.includes('/ports/')),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it('deliveries do not import each other', () => {
    const wrong = IMPORTS.filter(({ file, target }) => {
      const [from, to] = [deliveryOf(file), deliveryOf(target ?? '')];
      return from !== null && to !== null && from !== to;
    });
    expect(wrong.map(describeImport)).toEqual([]);
  });

  it('keeps hnswlib in one file', () => {
    const files = FILES.filter((file) => /['"]hnswlib-node['"]/.test(readCode(file)));
    expect(files.length).toBeLessThanOrEqual(1);
    for (const file of files) expect(file).toMatch(/^src\/clause-index\/adapters\/embedded\//);
  });

  it('keeps SQLite in src/storage, and what reads the stores of earlier versions in one file', () => {
    const users = IMPORTS.filter(({ specifier }) => specifier === '@photostructure/sqlite');
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ file }) => !file.startsWith('src/storage/')).map(describeImport)).toEqual([]);
    const readers = FILES.filter((file) => /['"]lmdb['"]/.test(readCode(file)));
    expect(readers).toEqual(['src/storage/read-lmdb.ts']);
  });

  it('reads the environment in src/config alone', () => {
    const readers = FILES.filter((file) =>
      /\bprocess\s*(?:\.\s*env\b|\[['"]env['"]\])|\benv\b[^;]*from 'node:process'/.test(readCode(file)),
    );
    expect(readers.filter((file) => !file.startsWith('src/config/'))).toEqual([]);
  });

  it('imports every own module by its file name', () => {
    const wrong = IMPORTS.filter(
      ({ specifier }) => specifier.startsWith('.') && !/\.(?:tsx?|mjs|json|css)$/.test(specifier),
    );
    expect(wrong.map(describeImport)).toEqual([]);
  });
});

function isAllowed({ file, target, specifier, typeOnly }: ImportLine): boolean {
  const rule = ruleOf(file)!;
  if (target === null) {
    if (specifier.startsWith('node:') || builtinModules.includes(specifier))
      return rule.room !== 'src/domain';
    return !rule.packages || rule.packages.includes(packageOf(specifier));
  }
  if (isInside(target, rule.room)) return true;
  return rule.mayImport.some((entry) => {
    const [room, types] = entry.split(':');
    return isInside(target, room!) && (types === undefined || typeOnly);
  });
}

function ruleOf(file: string): Rule | undefined {
  return RULES.filter(({ room }) => isInside(file, room)).sort((a, b) => b.room.length - a.room.length)[0];
}

function isInside(file: string, room: string): boolean {
  return file === room || file.startsWith(`${room}/`);
}

function deliveryOf(file: string): string | null {
  return /^src\/delivery\/(?<name>[^/]+)\//.exec(file)?.groups?.name ?? null;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function describeImport({ file, specifier }: ImportLine): string {
  return `${file} imports ${specifier}`;
}

function listSources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .sort();
}

function readImports(file: string): ImportLine[] {
  const statement =
    /^[ \t]*(?:import|export)\s+(?<type>type\s)?(?:(?<names>[^'";]*?)\sfrom\s*)?['"](?<specifier>[^'"]+)['"]/gm;
  const call = /\b(?:import|require)\(\s*['"](?<specifier>[^'"]+)['"]/g;
  const code = readCode(file);
  return [...code.matchAll(statement), ...code.matchAll(call)].map(({ groups }) => {
    const specifier = groups!.specifier!;
    const own = specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : null;
    return {
      file,
      specifier,
      typeOnly: groups!.type !== undefined || hasOnlyTypes(groups!.names),
      target: own?.split(path.sep).join('/') ?? null,
    };
  });
}

/** `{ type A, type B }` imports nothing at run time either. */
function hasOnlyTypes(names: string | undefined): boolean {
  const listed = /^\{(?<list>[\s\S]*)\}$/.exec(names?.trim() ?? '')?.groups?.list;
  if (listed === undefined) return false;
  const entries = listed.split(',').filter((entry) => entry.trim() !== '');
  return entries.every((entry) => entry.trim().startsWith('type '));
}

/** The file without comments; strings that look like one do not occur at the beginning of a line. */
function readCode(file: string): string {
  let code = codes.get(file);
  if (code === undefined) {
    code = readFileSync(path.join(ROOT, file), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '');
    codes.set(file, code);
  }
  return code;
}
