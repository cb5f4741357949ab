// The text that comes with a package: what each file is for, how to check it, how to go back. With the ids and addresses of
// this very package, so that nothing has to be filled in by hand.
import { CHROMIUM_BROWSERS, CHROMIUM_UPDATES, FIREFOX, FIREFOX_UPDATES, packageNames } from './deployment.ts';
import type { Deployment } from './deployment.ts';

export interface Notes {
  /** Whether the key was made by this tool. */
  readonly developmentKey: boolean;
  readonly exampleAddress: boolean;
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function warnings({ developmentKey, exampleAddress }: Notes): string[] {
  return [
    ...(developmentKey
      ? [
          '- **Signed with a key for development** of one person on one machine. Sign with a key that your organisation keeps.',
        ]
      : []),
    ...(exampleAddress
      ? ['- **The addresses are an example.** Make the package again with `--update-url` of your server.']
      : []),
  ];
}

/** README.md of a package. */
export function readme(deployment: Deployment, notes: Notes): string {
  const { version, chromiumId, firefoxId, updateUrl } = deployment;
  const names = packageNames(version);
  const linux = CHROMIUM_BROWSERS.filter((browser) => browser.linux !== '');
  const first = warnings(notes);
  return `# Demarc ${version}: package for administrators

${first.length > 0 ? `Before you roll this out:\n\n${first.join('\n')}\n\n` : ''}The walk from pilot to enforcement is in \`docs/admin.md\` of the project. This page says what the files are.

| | |
| --- | --- |
${row('Id in Chrome, Edge, Brave, Comet, Chromium', `\`${chromiumId}\``)}
${row('Id in Firefox', `\`${firefoxId}\``)}
${row('Published at', updateUrl)}

## Check

\`\`\`
sha256sum --check SHA256SUMS
\`\`\`

Once a package that Mozilla has signed stands in the place of the unsigned .xpi, its line no longer fits; docs/admin.md says how to write
the checksums anew.

## Publish these, under the address above

| File | |
| --- | --- |
${row(names.crx, 'package for Chromium browsers; the signature is its identity')}
${row(CHROMIUM_UPDATES, 'where they look for updates')}
${row(names.xpi, 'package for Firefox, unsigned: for an ESR as it is, for Firefox once Mozilla has signed it; put the signed file in its place')}
${row(FIREFOX_UPDATES, 'where Firefox looks for updates')}

\`${names.zip}\` is for a store, which signs itself. The private key is in none of these files.

## Push one of these

| File | Where |
| --- | --- |
${linux.map((browser) => row(`linux/${browser.id}.json`, `\`${browser.linux}/demarc.json\``)).join('\n')}
${row('linux/firefox-policies.json', `\`${FIREFOX.linux}/policies.json\`; one file for all policies: merge it if there is one`)}
${row('linux/firefox-esr-unsigned-policies.json', 'the same for an ESR and a package without signature')}
${row('windows/*.reg, windows/demarc.ps1', 'registry; the script does the same for all browsers, for Intune and others')}
${row('windows/admx', 'Group Policy, also for "Import ADMX" of Intune')}
${row('macos/*.mobileconfig', 'configuration profile, by your device management')}
${row('google-admin/policy-for-extensions.json', 'Admin console, the extension, "Policy for extensions"; the form is reported, not confirmed')}
${row('intune/oma-uri.json', 'rows of a custom profile; Edge is left to windows/demarc.ps1')}

Chromium does not merge \`ExtensionSettings\` from two files of one machine: if you set it elsewhere already, add the one entry
there. On Windows a value \`ExtensionSettings\` with JSON, beside the keys that these files write, would be overruled with everything in
it: use one form for all extensions. \`policies/\` holds the settings alone: three examples, the schema of the keys, and the settings of this package.

\`hardening/\` is about the browsers' own assistants and independent of Demarc; see \`docs/hardening.md\`.

## See that it works

1. \`chrome://policy\` (\`edge://policy\`, \`brave://policy\`), "Reload policies": \`ExtensionSettings\` and, under the id, the settings, without
   an error. Firefox: \`about:policies\`.
2. \`chrome://extensions\`: Demarc ${version}, installed by your administrator, cannot be removed. Firefox: \`about:addons\`.
3. Demarc's console, page Policy: "Managed", your values locked, no problems listed, and a hash that is the same on every machine
   with the same settings.

## Go back

| How far | Push |
| --- | --- |
| record only | this package made with \`--preset monitor\`, or \`"preset": "monitor"\` in place |
| off, data kept | \`rollback/off/\` |
| gone, data deleted | \`rollback/removed/\`; on Windows, then delete the keys, on macOS the profile |
`;
}
