// The hardening pack: what the browsers' own assistants may do, beside Demarc, which does not see their conversations. From
// hardening.json, where every row has a source; rows that are not confirmed, or are set elsewhere, are in no template.
import data from './hardening.json' with { type: 'json' };
import { CHROMIUM_BROWSERS, FIREFOX, json } from './deployment.ts';
import type { OutFile } from './deployment.ts';
import { profile } from './plist.ts';
import { chromiumKeys, firefoxEntry, regFile } from './registry.ts';
import type { RegistryKey } from './registry.ts';

export const SYSTEMS = ['linux', 'windows', 'macos'] as const;
export type System = (typeof SYSTEMS)[number];
export const HARDENING_ASSURANCES = ['verified', 'reported', 'unconfirmed'] as const;

export interface HardeningRow {
  readonly browser: string;
  /** '' where there is something to say but nothing to set. */
  readonly policy: string;
  readonly value: unknown;
  /** Version from which the browser heeds it; '' where that is not confirmed. */
  readonly from: string;
  readonly platforms: readonly string[];
  readonly what: string;
  readonly assurance: string;
  readonly source: string;
  readonly template: boolean;
}

export const hardening = data;
export const hardeningRows: readonly HardeningRow[] = data.rows;

/** The policies of one browser on one system. Older versions ignore what they do not know. */
export function hardeningPolicies(browser: string, system: System): Readonly<Record<string, unknown>> {
  const rows = hardeningRows.filter((row) => row.browser === browser && row.template && row.platforms.includes(system));
  return Object.fromEntries(rows.map(({ policy, value }) => [policy, value]));
}

function filesOf(system: System): OutFile[] {
  const files: OutFile[] = [];
  const add = (name: string, content: string | Uint8Array): void =>
    void files.push({ path: `hardening/${system}/${name}`, content });
  for (const browser of CHROMIUM_BROWSERS) {
    const policies = hardeningPolicies(browser.id, system);
    if (Object.keys(policies).length === 0) continue;
    if (system === 'linux' && browser.linux !== '') add(`${browser.id}.json`, json(policies));
    if (system === 'windows' && browser.windows !== '') {
      add(`${browser.id}.reg`, regFile(chromiumKeys(browser.windows, policies, false)));
    }
    if (system === 'macos' && browser.macos !== '') {
      const name = `AI features of ${browser.name}`;
      const payload = { domain: browser.macos, values: policies };
      add(`${browser.id}.mobileconfig`, profile(`org.demarc.hardening.${browser.id}`, name, [payload]));
    }
  }
  const firefox = hardeningPolicies(FIREFOX.id, system);
  if (system === 'linux') add('firefox-policies.json', json({ policies: firefox }));
  if (system === 'windows') {
    const values = Object.entries(firefox).map(([name, value]) => firefoxEntry(name, value));
    const key: RegistryKey = { key: FIREFOX.windows, remove: false, keep: true, values };
    add(`${FIREFOX.id}.reg`, regFile([key]));
  }
  if (system === 'macos') {
    const payload = { domain: FIREFOX.macos, values: { EnterprisePoliciesEnabled: true, ...firefox } };
    const name = `AI features of ${FIREFOX.name}`;
    add(`${FIREFOX.id}.mobileconfig`, profile(`org.demarc.hardening.${FIREFOX.id}`, name, [payload]));
  }
  return files;
}

export function hardeningFiles(): OutFile[] {
  return [{ path: 'hardening/hardening.json', content: json(data) }, ...SYSTEMS.flatMap(filesOf)];
}

const NAMES: Readonly<Record<string, string>> = Object.fromEntries([
  ...CHROMIUM_BROWSERS.map(({ id, name }) => [id, name]),
  [FIREFOX.id, FIREFOX.name],
]);
const SYSTEM_NAMES: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows', macos: 'macOS' };
const cell = (text: string): string => text.replace(/[|*_]/g, '\\$&');
const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** The pack as a table in Markdown, for docs/hardening.md. */
export function hardeningTable(): string {
  const rows = hardeningRows.map((row) => {
    const source = (data.sources as Readonly<Record<string, { readonly url: string }>>)[row.source];
    return [
      NAMES[row.browser] ?? row.browser,
      row.policy === '' ? '' : `\`${row.policy}\``,
      row.template || row.policy !== '' ? code(row.value) : '',
      row.from === '' ? 'not confirmed' : row.from,
      row.platforms.map((system) => SYSTEM_NAMES[system] ?? system).join(', '),
      cell(row.what),
      `${row.assurance} ([source](${source?.url ?? ''}))`,
      row.template ? 'yes' : 'no',
    ];
  });
  const head = [
    'Browser',
    'Policy',
    'Value',
    'From version',
    'Systems',
    'What it does',
    'How sure',
    'In the templates',
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
