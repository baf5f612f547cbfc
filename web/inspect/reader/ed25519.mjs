// Ed25519 by WebCrypto or, where it has none, by @noble/ed25519, with what seal_format.md and
// trust_list_format.md refuse beside it. Whether an engine refuses S >= L or small-order points itself
// differs from engine to engine.
import { hex } from './bytes.mjs';

const kPrime = 2n ** 255n - 19n;
const kOrder = 2n ** 252n + 27742317777372353535851937790883648493n;

const littleEndian = (bytes) => BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);

function power(base, exponent) {
  let result = 1n;
  for (let b = base % kPrime, e = exponent; e > 0n; e >>= 1n, b = (b * b) % kPrime) {
    if (e & 1n) result = (result * b) % kPrime;
  }
  return result;
}

const inverse = (a) => power(a, kPrime - 2n);
const kD = ((kPrime - 121665n) * inverse(121666n)) % kPrime;

// The y of the points of order 1, 2, 4 and 8: 1, -1, 0, and the four of order 8. Doubling a point of
// order 8 gives one of order 4, whose y is 0, so x^2 = -y^2 and d*y^4 = 1 - 2y^2 by the curve's equation.
function smallOrderYs() {
  const ys = [1n, kPrime - 1n, 0n];
  // d*y^4 + 2*y^2 - 1 = 0: y^2 = (-1 ± sqrt(1 + d)) / d
  const root = squareRoot((1n + kD) % kPrime);
  for (const sign of [root, kPrime - root]) {
    const square = ((kPrime - 1n + sign) * inverse(kD)) % kPrime;
    const y = squareRoot(square);
    if (y !== null) ys.push(y, kPrime - y);
  }
  return ys;
}

function squareRoot(a) {
  const candidate = power(a, (kPrime + 3n) / 8n);
  if ((candidate * candidate) % kPrime === a % kPrime) return candidate;
  const other = (candidate * power(2n, (kPrime - 1n) / 4n)) % kPrime;
  return (other * other) % kPrime === a % kPrime ? other : null;
}

const kSmallOrder = smallOrderYs();

const yOf = (encoded) => littleEndian(encoded) & (2n ** 255n - 1n);

// Compared modulo p, so that the encodings of y + p count too.
export const isSmallOrder = (encoded) => kSmallOrder.includes(yOf(encoded) % kPrime);
export const isCanonical = (encoded) => yOf(encoded) < kPrime;

const mod = (a) => ((a % kPrime) + kPrime) % kPrime;

// Projective twisted Edwards points [X, Y, Z], add-2008-bbjlp with a = -1: complete, since d is no square.
function add([x1, y1, z1], [x2, y2, z2]) {
  const a = mod(z1 * z2), b = mod(a * a), c = mod(x1 * x2), d = mod(y1 * y2), e = mod(kD * mod(c * d));
  const f = mod(b - e), g = mod(b + e);
  return [mod(mod(a * f) * ((x1 + y1) * (x2 + y2) - c - d)), mod(mod(a * g) * (d + c)), mod(f * g)];
}

// Whether the group order times the point is the identity; false too where no point has this y.
export function isOfPrimeOrder(encoded) {
  const y = yOf(encoded) % kPrime;
  const x = squareRoot(mod((y * y - 1n) * inverse(mod(kD * y * y + 1n))));
  if (x === null) return false;
  let [sum, twice] = [[0n, 1n, 1n], [x, y, 1n]];
  for (let n = kOrder; n > 0n; n >>= 1n, twice = add(twice, twice)) if (n & 1n) sum = add(sum, twice);
  return sum[0] === 0n && sum[1] === sum[2];
}

let engine = null;

// Asked once: a browser without Ed25519 says so only when a key is imported.
async function chosenEngine() {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32).fill(0x58), 'Ed25519', true, ['verify']);
    return {
      name: 'webcrypto',
      importKey: (bytes) => crypto.subtle.importKey('raw', bytes, 'Ed25519', true, ['verify']),
      verify: (key, signature, message) => crypto.subtle.verify('Ed25519', key, signature, message),
    };
  } catch {
    return nobleEngine();
  }
}

async function nobleEngine() {
  const noble = await import('../vendor/noble_ed25519.js');
  return {
    name: 'noble',
    importKey: async (bytes) => bytes,
    // It multiplies by the cofactor, so it takes an R with a part of small order. With a key of prime order an R without one is
    // the one R that the equation of RFC 8032 has without the cofactor, which everybody else asks for.
    verify: async (key, signature, message) => {
      try {
        return await noble.verifyAsync(signature, message, key, { zip215: false })
          && noble.Point.fromBytes(signature.slice(0, 32)).isTorsionFree();
      } catch { return false; }
    },
  };
}

// 'webcrypto' or 'noble'; `force` chooses, for tests.
export async function engineName(force = null) {
  if (force !== null) engine = force === 'noble' ? nobleEngine() : chosenEngine();
  engine ??= chosenEngine();
  return (await engine).name;
}

export async function importKey(bytes) {
  engine ??= chosenEngine();
  return (await engine).importKey(bytes);
}

// The checks before the engine's own need no group arithmetic, so they cost next to nothing.
export async function verify(key, signature, message) {
  if (signature.length !== 64) return false;
  const r = signature.slice(0, 32);
  if (littleEndian(signature.slice(32)) >= kOrder || isSmallOrder(r)) return false;
  return (await engine).verify(key, signature, message);
}

export const kSmallOrderCount = kSmallOrder.length;
