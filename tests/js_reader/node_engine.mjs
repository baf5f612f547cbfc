// The reader asks of its engine what browsers have. Node 18 has WebCrypto under another name.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;
