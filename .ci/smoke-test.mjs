// Waits for the server, asks one question of the seeds, and holds the reply to what the README promises.
const base = process.argv[2];
const deadline = Date.now() + 120_000;

async function waitUntilReady() {
  for (;;) {
    try {
      const response = await fetch(`${base}/readyz`);
      if (response.ok) return;
    } catch {
      // not listening yet
    }
    if (Date.now() > deadline) throw new Error('the server was not ready within two minutes');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

await waitUntilReady();
const response = await fetch(`${base}/api/chat`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: '2015年智慧城市计划里智慧医疗由谁牵头、谁配合？' }),
});
const reply = await response.json();
if (!response.ok) throw new Error(`answered ${response.status}: ${JSON.stringify(reply)}`);
console.log(reply.answer);
const lead = reply.responsibleUnits.filter((unit) => unit.role === 'lead').map((unit) => unit.name);
if (reply.citations.length === 0 || lead.length === 0)
  throw new Error('the reply has no citation or no lead unit');
for (const { text, quote } of reply.citations) {
  if (!text.includes(quote)) throw new Error(`the quote is not in its clause: ${quote}`);
}
console.log(
  `Led by ${lead.join('、')}, cited ${reply.citations.map((citation) => citation.label).join(' ')}`,
);
