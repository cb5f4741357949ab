// The content scripts of assistants' pages, from the catalogue's hosts and paths. Input: our own catalogue.

interface Place {
  readonly hosts: readonly string[];
  /** `host/path` for hosts that have other things too. */
  readonly paths: readonly string[];
}

/** Entries of `content_scripts` in the manifest: whole hosts with the frames that they write themselves, and paths. */
export function doorScripts(places: readonly Place[]): Record<string, unknown>[] {
  const whole = places.flatMap(({ hosts, paths }) =>
    hosts.filter((host) => !paths.some((path) => path.startsWith(`${host}/`))).map((host) => `*://${host}/*`),
  );
  const parts = places.flatMap(({ paths }) => paths.map((path) => `*://${path}*`));
  const script = { js: ['src/entrypoints/doors.iife.ts'], run_at: 'document_start', all_frames: true };
  return [
    // Browsers allow the origin of a written frame to count for whole hosts only.
    { matches: [...new Set(whole)].sort(), ...script, match_about_blank: true, match_origin_as_fallback: true },
    { matches: [...new Set(parts)].sort(), ...script },
  ];
}
