/** The page; addresses are relative, so that it works behind any path prefix. `root` leads from it to the service. */
export function renderDocsPage({
  root,
  version,
}: {
  readonly root: string;
  readonly version: string;
}): string {
  const assets = `${root}docs/assets/${version}`;
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>条文 · 接口说明</title>
    <link rel="service-desc" type="application/json" href="${root}openapi.json">
    <link rel="stylesheet" href="${assets}/swagger-ui.css">
    <link rel="icon" type="image/png" href="${assets}/favicon-32x32.png">
  </head>
  <body>
    <div id="api"></div>
    <noscript>此页需要 JavaScript；接口文件见 <a href="${root}openapi.json">openapi.json</a>。</noscript>
    <script src="${assets}/swagger-ui-bundle.js"></script>
    <script type="module" src="${assets}/start.js"></script>
  </body>
</html>
`;
}

/**
 * For the page alone: scripts and styles only from files of this service. Style attributes are not needed: the page sets styles
 * through the object model. Pictures of the style sheet are data addresses.
 */
export const DOCS_PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');
