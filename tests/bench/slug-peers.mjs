// slug-peers.mjs PEERS TOOL BENCH PUBLISHED: prints the table of slug-peers.md; see slug-peers.sh.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [folder, tool, bench, published] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(join(folder, 'x.js'))
const version = name => JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'))).version

// Each with the options its documentation gives for lower-case ASCII slugs.
const slugify = require('slugify')
const github = await import(pathToFileURL(join(folder, 'node_modules/github-slugger/index.js')))
const sindre = await import(pathToFileURL(join(folder, 'node_modules/@sindresorhus/slugify/index.js')))
const transliteration = require('transliteration')
const speakingurl = require('speakingurl')
const limax = require('limax')
const peers = [
  ['slugify', t => slugify(t, { lower: true, strict: true, locale: 'vi' })],
  ['@sindresorhus/slugify', t => sindre.default(t)],
  ['github-slugger', t => github.slug(t)],
  ['transliteration', t => transliteration.slugify(t)],
  ['speakingurl', t => speakingurl(t, { lang: 'vn' })],
  ['limax', t => limax(t)],
].map(([name, run]) => ({ name, version: version(name), run }))

// A tool that makes a slug a line.
const lines = (command, args, titles) => {
  const got = spawnSync(command, args, { input: titles.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 30 })
  if (got.error) throw got.error
  return got.stdout.split('\n').slice(0, titles.length)
}

const rows = readFileSync(published, 'utf8').split('\n').filter(l => l && !l.startsWith('#')).map(l => l.split('\t'))
const traps = readFileSync(join(here, 'slug-traps.txt'), 'utf8').split('\n').filter(l => l && !l.startsWith('#')).map(l => l.split('\t'))
const sample = rows.filter((_, i) => i % 9 === 0)
const titles = sample.map(r => r[1])
// English headlines have no published slug here: how many come out as ours in one style or the other.
const articles = join(dirname(published), '../align/ntrex-nat')
const english = readdirSync(articles).map(d => readFileSync(join(articles, d, 'en.txt'), 'utf8').split('\n')[0])
const englishOurs = ['dash', 'delete'].map(style => lines(tool, ['--style=' + style], english))
const asOurs = made => made.filter((s, i) => s === englishOurs[0][i] || s === englishOurs[1][i]).length
const apart = titles.map(t => t.normalize('NFD'))

const speed = run => {
  for (const r of rows) run(r[1])
  let best = 0
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint()
    let count = 0
    while (process.hrtime.bigint() - start < 200000000n) { for (const r of rows) run(r[1]); count += rows.length }
    best = Math.max(best, count / (Number(process.hrtime.bigint() - start) / 1e9))
  }
  return best
}

// A peer has one style: the better of the two counts.
const score = made => {
  const of = style => sample.filter((r, i) => (r[0] === style || r[0] === 'both') && made[i] === r[2]).length
  return [of('dash'), of('delete')]
}
const total = style => sample.filter(r => r[0] === style || r[0] === 'both').length

const entries = []
const add = (name, made, madeApart, madeEnglish, trap, rate) => {
  const counts = score(made)
  const better = counts[0] / total('dash') >= counts[1] / total('delete') ? 0 : 1
  entries.push({ name, style: ['dash', 'delete'][better], right: counts[better], of: total(['dash', 'delete'][better]),
    same: made.filter((s, i) => s === madeApart[i]).length, english: asOurs(madeEnglish), trap, rate })
}

// Three passes over all, each keeping its best: a busy moment of the machine is nobody's loss.
const rates = new Map()
const keep = (name, rate) => rates.set(name, Math.max(rate, rates.get(name) || 0))
for (let pass = 0; pass < 3; pass++) {
  const measured = spawnSync(bench, [published], { encoding: 'utf8' }).stdout
  for (const style of ['dash', 'delete']) keep(style, Number(new RegExp('lt_slug ' + style + ' +(\\d+)').exec(measured)[1]))
  for (const p of peers) keep(p.name, speed(p.run))
}
const ourRate = rates.get('dash')
for (const style of ['dash', 'delete']) {
  const ours = lines(tool, ['--style=' + style], titles)
  add('vn-slug --style=' + style, ours, lines(tool, ['--style=' + style], apart), lines(tool, ['--style=' + style], english),
    style === 'dash' ? lines(tool, [], traps.map(t => t[0])) : null, rates.get(style))
  const entry = entries.at(-1)
  const counts = score(ours)
  Object.assign(entry, { style, right: counts[style === 'dash' ? 0 : 1], of: total(style) })
}
for (const p of peers)
  add(`${p.name} ${p.version}`, titles.map(p.run), apart.map(p.run), english.map(p.run), traps.map(t => p.run(t[0])), rates.get(p.name))
const python = join(folder, 'python')
if (existsSync(python)) {
  const script = `import sys; sys.path.insert(0, ${JSON.stringify(join(python, 'usr/lib/python3/dist-packages'))})
from slugify import slugify
for l in sys.stdin: print(slugify(l.rstrip("\\n")))`
  const run = t => lines('python3', ['-c', script], t)
  add('python-slugify 4.0.0 (Debian)', run(titles), run(apart), run(english), run(traps.map(t => t[0])), null)
}

const fastest = Math.max(...entries.slice(2).map(e => e.rate || 0))
const number = n => n === null ? '' : n >= 1e6 ? (n / 1e6).toFixed(2) + ' M' : Math.round(n / 1000) + ' k'
const cell = s => s === '' ? '(empty)' : '`' + s + '`'
const print = (...x) => console.log(...x)
print(`# Slugs beside the field

Made by tests/bench/slug-peers.sh, do not edit. ${sample.length} headlines with the slug their newspaper
published (../shared/eval/slug, every ninth), that whole set for speed, the English headlines of
../shared/eval/align/ntrex-nat, and the traps of slug-traps.txt, whose right answers are ours: a
library that differs on purpose counts as wrong there (github-slugger keeps letters as they are by
design). node ${process.version}, one core, best of three passes over all, in one run: trust the ratios.

| | exact, of its style | same from NFD | English as ours | traps | slugs a second |
|---|---|---|---|---|---|`)
for (const e of entries)
  print(`| ${e.name} | ${e.right} of ${e.of} (${e.style}) | ${e.same} of ${sample.length} | ${e.english} of ${english.length} | ${e.trap ? e.trap.filter((s, i) => s === traps[i][1]).length + ' of ' + traps.length : ''} | ${number(e.rate)} |`)
print(`
libtext makes ${(ourRate / fastest).toFixed(0)} times as many slugs a second as the fastest of the npm packages.

## What each makes of the traps

A tick is what vn-slug makes; else what came out.
`)
const shown = entries.filter(e => e.trap && !e.name.startsWith('vn-slug'))
print('| | vn-slug | ' + shown.map(e => e.name.replace(/ .*/, '')).join(' | ') + ' |')
print('|---'.repeat(shown.length + 2) + '|')
traps.forEach((t, i) => print(`| ${t[2]} | ${cell(entries[0].trap[i])} | ` +
  shown.map(e => e.trap[i] === t[1] ? '✓' : cell(e.trap[i])).join(' | ') + ' |'))
print(`
## Where we differ on purpose

- Apostrophes: \`dash\` separates at them (o-brien), as VnExpress does; \`delete\` drops them (obrien), as
  Thanh Niên and most libraries do.
- % & $ and the like are dropped by default, as newspapers do; \`--symbols=words\` spells them out in the
  title's language. Some libraries always do, in English.
- m² is m by default, as all three newspapers publish it, and m2 with \`--symbols=words\`.
- ä, ö, ü are a, o, u, not ae, oe, ue: Vietnamese readers do not expect German rules.
- A word is never split at a capital (iPhone, HTMLElement); @sindresorhus/slugify does by default.
- A title with nothing to keep gives nothing and exit 1, or \`--fallback\`; a made-up text would hide it.
- Han characters have their Mandarin reading also in Japanese and Korean names: nothing in the text
  tells which it is. Korean follows ICU letter by letter (yunseogyeol, not yunseokyeol).`)
