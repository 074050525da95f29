/** Without them temporary files, the time zone and Windows' own libraries are not found. */
const NEEDED = ['TMPDIR', 'TEMP', 'TMP', 'TZ', 'SystemRoot'];

/** What a process is started with that must know no secret: of the environment only what any program needs. */
export function bareEnvironment(source: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(source).filter(([name]) => NEEDED.includes(name)));
}

/** What a process is started with that does the work of this one: the whole environment, and what this process was told otherwise. */
export function sameEnvironment(
  told: Readonly<Record<string, string>>,
  source: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return { ...source, ...told };
}
