// What every test in a browser asks of a page.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import axe from 'axe-core';

export const patience = 120_000;  // a busy machine is no fault of a page

export function launched(more = []) {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...more], timeout: patience });
}

// WCAG 2.2 AA, as far as a program can tell.
export async function accessibility_faults(tab) {
  await tab.evaluate(axe.source);
  const { violations } = await tab.evaluate(() =>
    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return violations.map(each => `axe ${each.id}: ${each.nodes.map(node => `${node.target} ${node.failureSummary}`).join(' | ')}`);
}

export const overflows = () => document.documentElement.scrollWidth > window.innerWidth;

// Faults of a page and what it must not ask of anyone: complaints of the browser, other hosts.
export function watch(tab, origin, fault) {
  tab.setDefaultTimeout(patience);
  tab.on('console', message => message.type() === 'error' && !/404|400/.test(message.text()) && fault(message.text()));
  tab.on('request', request => request.url().startsWith(origin) || fault(`asks ${request.url()}`));
}

// Everybody's in the console.
const password = 'ba con ca qua';

// With the code that is given once, from any page.
export async function set_password(tab, origin, user, code) {
  await tab.goto(`${origin}/set-password?user=${user}`);
  for (const [id, text] of [['code', code], ['password', password], ['password_again', password]]) await tab.fill(`#${id}`, text);
  await tab.click('main button[type=submit]');
}

// From the page that asks for it.
export async function sign_in(tab, user) {
  await tab.fill('#user', user);
  await tab.fill('#password', password);
  await tab.click('main button[type=submit]');
}

// A phone's width and a desk's; with a folder for them, pictures of both.
export async function look_at_widths(tab, name, faults, pictures) {
  for (const width of [360, 1366]) {
    await tab.setViewportSize({ width, height: width === 360 ? 740 : 768 });
    if (await tab.evaluate(overflows)) faults.push(`${name} overflows at ${width} px`);
    for (const each of await accessibility_faults(tab)) faults.push(`${name} (${width}): ${each}`);
    if (pictures) await tab.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
}

export async function finish(browser, faults) {
  await browser.close();
  for (const each of faults) console.error(each);
  console.error(`${faults.length} faults`);
  process.exit(faults.length === 0 ? 0 : 1);
}
