// The search of the documentation's site: what it finds, and in which order.
import assert from "node:assert/strict";
import {createRequire} from "node:module";

const {folded, findIn, excerpt, addressOf} = createRequire(import.meta.url)("../../docs/site/static/search.js");

const pages = [
  ["Trang làm việc", "docs/console.html", [
    ["Trang làm việc", "trang", "Mở trình duyệt là làm được. Các dự án khác cũng vậy."],
    ["Hôm nay", "hom-nay", "Gõ không dấu vẫn ra cá dứa một nắng, số lô, mã tem."]]],
  ["Keys", "docs/keys.html", [
    ["Keys", "keys", "Who holds what. A stolen key is cut."],
    ["A stolen key", "a-stolen-key", "A machine was stolen with its passphrase."],
    ["Đóng gói", "dong-goi", "Đường, muối."]]],
  ["Printers", "docs/printers.html", [["Printers", "printers", "Cà chua, dưa leo: cá thu và quả dừa."]]],
];
const addresses = (query) => findIn(pages, query).map((found) => found.address);

// Marks may be left out, be there, or be in the other of the two forms of Unicode.
for (const query of ["ca dua", "cá dứa", "CÁ DỨA", "cá dứa".normalize("NFD"), "  ca   dua "])
  assert.equal(addresses(query)[0], "docs/console.html#hom-nay", query);
// The whole phrase goes before its words, far apart; a word begins where a word begins ("các dự" is no "ca dua").
assert.deepEqual(addresses("ca dua"), ["docs/console.html#hom-nay", "docs/printers.html#printers"]);
assert.deepEqual(addresses("dong goi"), ["docs/keys.html#dong-goi"]);
assert.deepEqual(addresses("duong"), ["docs/keys.html#dong-goi"]);
// With marks, those that have the same ones come first.
assert.equal(addresses("dưa")[0], "docs/printers.html#printers");
// A heading goes before a text; nothing asked, nothing found.
assert.deepEqual(addresses("stolen key"), ["docs/keys.html#a-stolen-key", "docs/keys.html#keys"]);
assert.deepEqual(addresses("  "), []);
assert.deepEqual(addresses("quantum"), []);
// What is typed is text and no pattern.
assert.deepEqual(addresses("(.*"), []);

// Letters keep their places, so that what is marked is what was found.
for (const text of ["Đường cá dứa", "Ổi tươi Thanh Kiên", "a😀b é"]) assert.equal(folded(text).length, text.length, text);
const [first] = findIn(pages, "ca dua");
assert.equal(excerpt(first.text, first.place).hit, "cá dứa");
// The link leads to the words; one to a heading alone has no words to go to.
assert.equal(addressOf(first), `docs/console.html#hom-nay:~:text=${encodeURIComponent("cá dứa")}`);
assert.equal(addressOf({address: "a.html#b", text: "x", place: null}), "a.html#b");
assert.equal(addressOf({address: "a.html#b", text: "a-b", place: {at: 0, length: 3}}), "a.html#b:~:text=a%2Db");
