// What all replicas look like to a person: a title, the conversation, the composer below. Only as much style as that needs.
import { h } from './dom.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1f23; --soft: #666; --bg: #fff; --field: #f4f4f2; --line: #d9d9d4 }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --soft: #a5a5a5; --bg: #1b1b1d; --field: #2a2a2d; --line: #3d3d41 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--bg); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
.replica { display: flex; flex-direction: column; min-height: 100vh; max-width: 820px; margin: 0 auto; padding: 0 20px }
.replica-bar { display: flex; align-items: center; gap: 12px; padding: 14px 0; color: var(--soft); font-size: 14px }
.replica-bar strong { color: var(--ink); font-size: 17px } .replica-bar span { margin-right: auto }
.replica > :nth-child(2) { flex: 1 } .thread { display: flex; flex-direction: column; gap: 14px; padding: 12px 0 }
.replica-user { align-self: flex-end; max-width: 80%; background: var(--field); border-radius: 16px; padding: 8px 14px; white-space: pre-wrap; overflow-wrap: anywhere }
.replica-answer { max-width: 100%; overflow-wrap: anywhere } .replica-answer img { max-width: 100% }
.replica-memory { font-size: 14px; color: var(--soft) }
.replica-composer { position: sticky; bottom: 0; background: var(--field); border: 1px solid var(--line); border-radius: 18px; padding: 12px 14px; margin-bottom: 20px }
.replica-composer textarea { width: 100%; border: 0; outline: 0; resize: none; background: none; color: inherit; font: inherit }
.replica-composer [contenteditable="true"] { display: block; min-height: 28px; max-height: 200px; overflow-y: auto; outline: 0; white-space: pre-wrap; overflow-wrap: anywhere }
.replica-composer [contenteditable="true"] p { margin: 0 }
.replica-tools { display: flex; gap: 8px; align-items: center; margin-top: 8px } .replica-tools .send-place { margin-left: auto }
.attachments { display: flex; gap: 8px; flex-wrap: wrap } .attachments > * { border: 1px solid var(--line); border-radius: 8px; padding: 2px 10px; font-size: 14px }
button, [role="button"] { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 10px; padding: 4px 12px; cursor: pointer }
button[disabled], [aria-disabled="true"] { opacity: .5 }
input[type="file"] { display: none }
.ql-container { position: relative } .ql-clipboard { position: absolute; left: -100000px; top: 50%; height: 1px; overflow-y: hidden }`;

/** The bar above the conversation. */
export const bar = (name: string, share: HTMLElement): HTMLElement =>
  h(
    'header',
    { class: 'replica-bar' },
    h('strong', {}, name),
    h('span', {}, 'A replica. Nothing leaves this computer.'),
    share,
  );

/** Sheet of a replica; shadow roots need one of their own. */
export const sheet = (): HTMLStyleElement => h('style', {}, STYLE);

/** Puts a replica into the page: bar, thread, composer. */
export function show(name: string, share: HTMLElement, thread: HTMLElement, composer: HTMLElement): void {
  document.head.append(sheet());
  document.body.append(h('div', { class: 'replica' }, bar(name, share), h('main', {}, thread), composer));
}

/** The rows of most composers: attachments, the field, the tools. */
export const rows = (attachments: HTMLElement, field: HTMLElement, ...tools: HTMLElement[]): HTMLElement[] => [
  attachments,
  field,
  h('div', { class: 'replica-tools' }, ...tools),
];
