// What a phone shows that scans: node tutorial_pictures.mjs ORIGIN LINK FILE. The link's host is answered by ORIGIN, as a proxy would.
import {chromium} from "../tests/web/browser/node_modules/playwright-core/index.mjs";

const [origin, link, file] = process.argv.slice(2);
const browser = await chromium.launch({executablePath: "/usr/bin/chromium", args: ["--no-sandbox"]});
const page = await browser.newPage({viewport: {width: 360, height: 640}, deviceScaleFactor: 1.5, locale: "vi-VN"});
await page.goto(origin.replace(/\/$/, "") + new URL(link).pathname);
await page.screenshot({path: file});
await browser.close();
