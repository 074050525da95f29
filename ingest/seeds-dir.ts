import { fileURLToPath } from 'node:url';

/** The sample policies that come with the project; absolute. */
export const SEEDS_DIR = fileURLToPath(new URL('../seeds', import.meta.url));
