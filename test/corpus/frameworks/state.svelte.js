// The page's state as a Svelte rune.
export function stateOf(initial) {
  const s = $state({ ...initial });
  return s;
}
