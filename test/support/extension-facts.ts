// Made-up extensions and policies for tests of governance.
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import type { ExtensionFacts } from '../../src/model/extension.ts';

/** An id of Chromium's form. */
export const EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';

/** The policy that holds with these managed settings. */
export const extensionPolicy = (raw: unknown) =>
  effectivePolicy({
    managed: { state: 'present', raw, lastKnown: {} },
    user: {},
    keys: managedKeys.keys as readonly PolicyKeyData[],
    presets: policyPresets.presets as unknown as PresetData,
  });
/** Facts of an extension that asks for nothing, but for what is given. */
export const extension = (changes: Partial<ExtensionFacts> = {}): ExtensionFacts => ({
  id: EXTENSION_ID,
  name: 'Reader',
  version: '1.0',
  enabled: true,
  mayDisable: true,
  installType: 'normal',
  updateUrl: 'https://clients2.google.com/service/update2/crx',
  permissions: [],
  hosts: [],
  warned: [],
  warnsAll: false,
  warnsUnnamed: false,
  ...changes,
});
