/* global SwaggerUIBundle */
// Shows the document that the page links to. Calls go to the address that the page came from: its policy allows no other.
const { href } = document.querySelector('link[rel="service-desc"]');
const reply = await fetch(href);
const spec = await reply.json();
SwaggerUIBundle({
  spec: { ...spec, servers: [{ url: new URL('.', href).href.replace(/\/$/, '') }] },
  domNode: document.querySelector('#api'),
  deepLinking: true,
  validatorUrl: null,
});
