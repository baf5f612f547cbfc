// A zlib stream (RFC 1950) of known length, by the engine's own code.
import { joined } from './bytes.mjs';
import { refuse } from './refuse.mjs';

// Refused as `bundle_damaged` unless it unpacks to exactly `size` bytes.
export async function inflated(stored, size, section) {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  const written = writer.write(stored).then(() => writer.close()).catch(() => {});
  const reader = stream.readable.getReader();
  const parts = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > size) break;
      parts.push(value);
    }
  } catch {
    refuse('bundle_damaged', { section });
  }
  if (length !== size) { reader.cancel().catch(() => {}); refuse('bundle_damaged', { section }); }
  await written;
  return parts.length === 1 ? parts[0] : joined(...parts);
}
