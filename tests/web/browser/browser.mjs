// What every test in a browser asks of a page.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import axe from 'axe-core';

export const patience = 120_000;  // a busy machine is no fault of a page

export function launched() {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], timeout: patience });
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
