// What an officer of the programme sees, and an administrator's trust list and template editor: node programme_pictures.mjs ORIGIN CODE CODE FOLDER. The codes are
// the one-time codes of lan, an officer, and chi, an administrator.
import {chromium} from "../tests/web/browser/node_modules/playwright-core/index.mjs";

const [origin, officers_code, administrators_code, folder] = process.argv.slice(2);
const password = "ba con ca qua";
const browser = await chromium.launch({executablePath: "/usr/bin/chromium", args: ["--no-sandbox"]});
let page;

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

async function sign_in(user, code) {
  const context = await browser.newContext({viewport: {width: 1366, height: 800}, locale: "vi-VN"});
  page = await context.newPage();
  await send(`/set-password?user=${user}`, {code, password, password_again: password});
  await send("/sign-in", {user, password});
}

await sign_in("lan", officers_code);
await picture("/programme", "console-programme");
await picture("/scans", "console-scans");
await picture("/records/certifications/K31", "programme-certificate", "Bản chụp");
await sign_in("chi", administrators_code);
await picture("/trust", "console-trust");
// The template editor with a box chosen.
await page.goto(`${origin}/templates/roll-60x40-seal`);
await page.click("#box-1 > summary");
await page.focus("[name='b.1.x_mm']");
await page.evaluate(() => scrollTo(0, 90));
await page.screenshot({path: `${folder}/console-template.png`});
await browser.close();
