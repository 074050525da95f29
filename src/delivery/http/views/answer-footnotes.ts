export { renderFootnotes } from '../../../portal/render-footnotes.ts';
