// The gallery's front page: one card per page, no script, light and dark. It shows the corpus's own titles and
// sentences, never a payload; everything is escaped all the same.
import type { PageKind, RangePage } from './corpus.ts';
import { embed } from './escape.ts';

export const INDEX_HOST = 'range.demarc.test';
export const INDEX_URL = `http://${INDEX_HOST}/`;

const GROUPS: readonly { kind: PageKind; title: string; lead: string }[] = [
  {
    kind: 'attack',
    title: 'Pages with an order to an AI',
    lead: 'They look like any other page. An assistant that reads them gets a text that steers it; on nearly all of them a person never sees that text.',
  },
  {
    kind: 'honest',
    title: 'Honest twins',
    lead: 'Hidden in the same ways, for ordinary reasons: menus, labels, notes for print. Demarc should leave every one of them alone.',
  },
  {
    kind: 'assistant',
    title: 'Assistants',
    lead: 'Plain replicas of chat pages under the real host names. None of them is the real service.',
  },
];

/** A replica of an AI service with its real editor, as the gallery shows it. */
export interface GalleryReplica {
  readonly name: string;
  readonly home: string;
  readonly editor: string;
  readonly transport: string;
  /** A page that shows it in a frame. */
  readonly host?: string;
}

const STYLE = `
:root { color-scheme: light dark; --bg: #f6f6f3; --card: #ffffff; --ink: #1c1f23; --soft: #5c636b; --rule: #dcdcd5; --attack: #a5311c; --honest: #1d6b45; --assistant: #3a4fa3 }
@media (prefers-color-scheme: dark) { :root { --bg: #15171a; --card: #1e2125; --ink: #e9e9e5; --soft: #a3a9b0; --rule: #33383e; --attack: #f0927e; --honest: #7fcfa3; --assistant: #a5b4f5 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
header, section { max-width: 1160px; margin: 0 auto; padding: 0 28px }
header { padding-top: 44px } header h1 { font-size: 34px; letter-spacing: -.02em; margin: 0 0 8px } header p { max-width: 66ch; margin: 0 0 12px; color: var(--soft) }
.sides { display: grid; grid-template-columns: 1fr 2px 1fr; gap: 22px; margin: 22px 0 6px; font-size: 15px } .sides i { background: var(--ink) } .sides b { display: block } .sides div:first-child { text-align: right }
nav { display: flex; gap: 18px; flex-wrap: wrap; margin: 18px 0 0 } nav a { color: inherit }
section { padding-top: 34px; padding-bottom: 8px } h2 { font-size: 22px; margin: 0 } h2 small { color: var(--soft); font-weight: 400; font-size: 15px; margin-left: 8px } .lead { color: var(--soft); max-width: 74ch; margin: 4px 0 16px }
ul { list-style: none; padding: 0; margin: 0; display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(255px, 1fr)) }
li { background: var(--card); border: 1px solid var(--rule); border-top: 4px solid var(--tone); border-radius: 10px; padding: 14px 16px; display: flex; flex-direction: column }
li h3 { font-size: 16px; margin: 2px 0 6px; line-height: 1.35 } li h3 a { color: inherit; text-decoration-color: var(--tone); text-underline-offset: 3px } li p { margin: 0 0 10px; font-size: 14px; color: var(--soft) }
.way { font-size: 12.5px; color: var(--tone); font-weight: 650 } .foot { margin-top: auto; font-size: 12.5px; color: var(--soft); display: flex; justify-content: space-between; gap: 10px; flex-wrap: wrap }
a:focus-visible { outline: 3px solid var(--tone, var(--assistant)); outline-offset: 2px; border-radius: 3px }
footer { max-width: 1160px; margin: 0 auto; padding: 22px 28px 50px; color: var(--soft); font-size: 14px }`;

const text = (value: string): string => embed(value, 'text');

/** The address is shown short: a prefilled question would fill the card. */
const place = (page: RangePage): string => page.host + new URL(page.url).pathname;

/** The title of an attack names the way of hiding, that of an honest page what the text is for; this is the other one. */
const about = (page: RangePage): string => (page.kind === 'honest' ? page.technique : page.payload.goal);

/** Path on the gallery's host that leads to a page whose address carries the payload. */
export const detour = (page: RangePage): string | null => (new URL(page.url).search === '' ? null : `/go/${page.id}`);

/** The gallery itself stays free of payloads, also in its links. */
const linkTo = (page: RangePage): string => detour(page) ?? page.url;

function expected(page: RangePage): string {
  if (page.expect.blanked) return 'should be blanked';
  return page.expect.verdict === 'clean' ? 'should stay as it is' : 'should be labelled';
}

const card = (page: RangePage): string => `      <li style="--tone: var(--${page.kind})">
        <span class="way">${text(about(page).replaceAll('-', ' '))}</span>
        <h3><a href="${text(linkTo(page))}">${text(page.title)}</a></h3>
        <p>${text(page.lookFor)}</p>
        <span class="foot"><span>${text(place(page))}</span><span>${expected(page)}</span></span>
      </li>`;

const replicaCard = (replica: GalleryReplica): string => `      <li style="--tone: var(--assistant)">
        <span class="way">${text(replica.editor)}</span>
        <h3><a href="${text(replica.home)}">${text(replica.name)}</a></h3>
        <p>Answers come as ${text(replica.transport)}.</p>
        <span class="foot"><span>${text(new URL(replica.home).hostname)}</span>${
          replica.host === undefined ? '' : `<a href="${text(replica.host)}">in a frame</a>`
        }</span>
      </li>`;

function replicaSection(replicas: readonly GalleryReplica[]): string {
  return `    <section id="replica" aria-labelledby="replica-title">
      <h2 id="replica-title">Assistants to write to<small>${replicas.length} pages</small></h2>
      <p class="lead">Replicas with the real editors, under the real host names. Type, paste, drop a file, send: the answer comes from this computer.</p>
      <ul>
${replicas.map(replicaCard).join('\n')}
      </ul>
    </section>`;
}

/** HTML of the gallery's front page. */
export function indexPage(pages: readonly RangePage[], replicas: readonly GalleryReplica[] = []): string {
  const sections = GROUPS.map(({ kind, title, lead }) => {
    const own = pages.filter((page) => page.kind === kind);
    return `    <section id="${kind}" aria-labelledby="${kind}-title">
      <h2 id="${kind}-title">${title}<small>${own.length} pages</small></h2>
      <p class="lead">${lead}</p>
      <ul>
${own.map(card).join('\n')}
      </ul>
    </section>`;
  });
  if (replicas.length > 0) sections.push(replicaSection(replicas));
  const ways = new Set(pages.filter((page) => page.kind === 'attack' && page.hidden).map((page) => page.technique))
    .size;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>The Demarc range</title>
    <style>${STYLE}
    </style>
  </head>
  <body>
    <header>
      <h1>The Demarc range</h1>
      <p>
        A place to see what Demarc does, without danger. Open a page, then look at the Demarc button: it says what an
        assistant could have read here and you could not, and what became of it.
      </p>
      <div class="sides">
        <div><b>What you see</b>an article, a shop, a mail</div>
        <i aria-hidden="true"></i>
        <div><b>What an AI reads</b>the same, and at times something more</div>
      </div>
      <nav aria-label="Groups">${GROUPS.map((g) => `<a href="#${g.kind}">${g.title}</a>`).join('')}${
        replicas.length > 0 ? '<a href="#replica">Assistants to write to</a>' : ''
      }</nav>
    </header>
    <main>
${sections.join('\n')}
    </main>
    <footer>
      ${ways} ways of hiding a text. All names, shops and people here are made up, every order is harmless, and no page
      reaches beyond this computer.
    </footer>
  </body>
</html>
`;
}
