// C2SP signed notes, as docs/trust_list_format.md restricts them. Texts are latin1 strings of bytes.
import { anyFromBase64, bytesOf, hex, keyId, toUtf8, utf8TextOf } from './bytes.mjs';
import { verify } from './ed25519.mjs';
import { refuse } from './refuse.mjs';

const kMostLines = 100;
const kMostTried = 4;

function isPlainText(note) {
  if (/[\x00-\x09\x0b-\x1f\x7f]/.test(note)) return false;
  try { utf8TextOf(bytesOf(note)); } catch { return false; }
  return true;
}

function signatureLine(line) {
  const parts = /^\xe2\x80\x94 ([^\x00-\x20+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? refuse('note_unreadable');
  const bytes = anyFromBase64(parts[2]);
  if (bytes === null || bytes.length < 5) refuse('note_unreadable');
  return { name: toUtf8(parts[1]), keyId: hex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

// Text and signatures. The text ends at the last empty line, since all before it is signed.
export function readNote(note) {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n') || !isPlainText(note)) refuse('note_unreadable');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > kMostLines) refuse('note_unreadable');
  return { text: note.slice(0, end + 1), signatures: lines.map(signatureLine) };
}

// Whether one of the first four lines of that name and key is a good signature of the text.
export async function isSignedBy(note, name, key) {
  const id = keyId(name, key.bytes);
  const lines = note.signatures.filter((line) => line.name === name && line.keyId === id && line.signature.length === 64);
  for (const line of lines.slice(0, kMostTried)) {
    if (await verify(key.verify, line.signature, bytesOf(note.text))) return true;
  }
  return false;
}
