// Opens signed credentials with nothing of this project: Node's own JSON, SHA-256, gzip and Ed25519
// (OpenSSL), beside the Ed25519 of @noble. Written from the W3C's texts: VC-JOSE-COSE, VC-DI-EdDSA,
// Controlled Identifiers and Bitstring Status List.
//   node outside_reader.mjs did.json LIST… -- CREDENTIAL…
// Prints a line of JSON for each credential: {"file", "form", "type", "status": {purpose: bit}}.
import { createHash, createPublicKey, verify as nodeVerify } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { verifyAsync } from "../../web/inspect/vendor/noble_ed25519.js";

const kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function fail(why) {
  throw new Error(why);
}

function fromBase58(text) {
  let number = 0n;
  for (const letter of text) {
    const digit = kAlphabet.indexOf(letter);
    if (digit < 0) fail("base58");
    number = number * 58n + BigInt(digit);
  }
  let hex = number.toString(16);
  if (hex.length % 2) hex = "0" + hex;
  const zeros = text.match(/^1*/)[0].length;
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(number === 0n ? "" : hex, "hex")]);
}

// RFC 8785 as its own appendix has it: JavaScript prints numbers and sorts names as the scheme wants.
function jcs(value) {
  if (Array.isArray(value)) return "[" + value.map(jcs).join(",") + "]";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + jcs(value[name]));
  return "{" + members.join(",") + "}";
}

const sha256 = (text) => createHash("sha256").update(text, "utf8").digest();

function keyOf(document, name) {
  if (!document.assertionMethod.includes(name)) fail("no assertion method: " + name);
  const method = document.verificationMethod.find((each) => each.id === name) ?? fail("no method");
  if (method.controller !== document.id) fail("controller");
  if (method.type === "JsonWebKey") return Buffer.from(method.publicKeyJwk.x, "base64url");
  if (method.type !== "Multikey") fail("method type");
  const bytes = fromBase58(method.publicKeyMultibase.slice(1));
  if (bytes.length !== 34 || bytes[0] !== 0xed || bytes[1] !== 0x01) fail("multicodec");
  return bytes.subarray(2);
}

async function isSigned(message, signature, key) {
  const jwk = { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") };
  const byNode = nodeVerify(null, message, createPublicKey({ key: jwk, format: "jwk" }), signature);
  const byNoble = await verifyAsync(signature, message, key).catch(() => false);
  if (byNode !== byNoble) fail("the two verifiers disagree");
  return byNode;
}

// {form, content, method, message, signature}
function taken(text) {
  if (!text.trimStart().startsWith("{")) {
    const parts = text.trim().split(".");
    const header = JSON.parse(Buffer.from(parts[0], "base64url"));
    if (header.alg !== "EdDSA" || header.typ !== "vc+jwt") fail("header");
    return { form: "jwt", content: JSON.parse(Buffer.from(parts[1], "base64url")), method: header.kid,
             message: Buffer.from(parts[0] + "." + parts[1], "ascii"),
             signature: Buffer.from(parts[2], "base64url") };
  }
  const { proof, ...content } = JSON.parse(text);
  const { proofValue, ...options } = proof;
  if (options.type !== "DataIntegrityProof" || options.cryptosuite !== "eddsa-jcs-2022") fail("suite");
  return { form: "proof", content, method: options.verificationMethod,
           message: Buffer.concat([sha256(jcs(options)), sha256(jcs(content))]),
           signature: fromBase58(proofValue.slice(1)) };
}

async function opened(text, document) {
  const read = taken(text);
  const issuer = read.content.issuer.id ?? read.content.issuer;
  if (issuer !== document.id || read.method.split("#")[0] !== issuer) fail("issuer");
  const key = keyOf(document, read.method);
  if (!(await isSigned(read.message, read.signature, key))) fail("signature");
  const now = Date.now();
  if (now < Date.parse(read.content.validFrom) || now > Date.parse(read.content.validUntil)) fail("time");
  if (read.content["@context"][0] !== "https://www.w3.org/ns/credentials/v2") fail("context");
  return read;
}

// Every 23rd character altered: none of them may pass.
async function noticesChanges(text, document) {
  for (let at = 0; at < text.length; at += 23) {
    if (!/[0-9A-Za-z]/.test(text[at])) continue;
    const other = text.slice(0, at) + (text[at] === "k" ? "j" : "k") + text.slice(at + 1);
    const passes = await opened(other, document).then(() => true, () => false);
    if (passes) fail("a changed character passes at " + at);
  }
}

const [didFile, ...rest] = process.argv.slice(2);
const cut = rest.indexOf("--");
const document = JSON.parse(readFileSync(didFile, "utf8"));
const lists = new Map();
for (const file of rest.slice(0, cut)) {
  const { content } = await opened(readFileSync(file, "utf8"), document);
  const subject = content.credentialSubject;
  const bits = gunzipSync(Buffer.from(subject.encodedList.slice(1), "base64url"));
  if (bits.length < 16384) fail("a list is too short");
  lists.set(content.id, { purpose: subject.statusPurpose, bits });
}
for (const file of rest.slice(cut + 1)) {
  const text = readFileSync(file, "utf8");
  const { form, content } = await opened(text, document);
  await noticesChanges(text, document);
  const status = {};
  for (const entry of content.credentialStatus) {
    const list = lists.get(entry.statusListCredential) ?? fail("no list");
    if (list.purpose !== entry.statusPurpose) fail("purpose");
    const index = Number(entry.statusListIndex);
    status[entry.statusPurpose] = (list.bits[index >> 3] >> (7 - (index & 7))) & 1;
  }
  console.log(JSON.stringify({ file, form, type: content.type[0], status }));
}
