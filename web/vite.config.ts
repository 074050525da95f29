import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** Addresses in the built page are relative; the server puts them right for the depth of the path it answers. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [preact()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The page's rules for content allow no data: script or font; everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
