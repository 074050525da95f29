import { SOURCE_FORMATS } from '../source-formats.ts';
import { serveFormats } from './serve-formats.ts';

/** The process that `createReaderProcess` starts. An entry point. */
serveFormats(SOURCE_FORMATS);
