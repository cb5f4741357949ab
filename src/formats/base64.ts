// Base64 as RFC 4648 §4 has it, of bytes.

/** In chunks: the arguments of one call are limited. */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}
