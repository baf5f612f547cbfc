// What an officer of the programme sees: node programme_pictures.mjs ORIGIN CODE FOLDER. CODE is the one-time code of the user lan.
import {chromium} from "../tests/web/browser/node_modules/playwright-core/index.mjs";

const [origin, code, folder] = process.argv.slice(2);
const password = "ba con ca qua";
const browser = await chromium.launch({executablePath: "/usr/bin/chromium", args: ["--no-sandbox"]});
const context = await browser.newContext({viewport: {width: 1366, height: 800}, locale: "vi-VN"});
const page = await context.newPage();

async function send(address, fields) {
  await page.goto(origin + address);
  for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
  await page.click("main button[type=submit]");
  await page.waitForLoadState();
}

async function picture(address, name, heading) {
  await page.goto(origin + address);
  if (heading) await page.locator(`h2:has-text("${heading}")`).scrollIntoViewIfNeeded();
  await page.screenshot({path: `${folder}/${name}.png`});
}

await send("/set-password?user=lan", {code, password, password_again: password});
await send("/sign-in", {user: "lan", password});
await picture("/programme", "programme-figures");
await picture("/scans", "programme-scans");
await picture("/records/certifications/K31", "programme-certificate", "Bản chụp");
await browser.close();
