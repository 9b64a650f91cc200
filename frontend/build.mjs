// Compiles what a browser needs into src/pendopo/foundation/ui/static/built/: one style sheet, one module a page,
// one sprite of icons, the fonts. `tools/assets.py` calls it; it reads nothing but this repository.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { compile, optimize } from "@tailwindcss/node";
import { Scanner } from "@tailwindcss/oxide";
import esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "..", "src", "pendopo");
const kit = path.join(source, "foundation", "ui");
const finished = path.join(kit, "static", "built");
// Lora ends at bold; the others have an extra bold for what is read from afar.
const cardWeights = /^(400Regular|600SemiBold|700Bold|800ExtraBold)$/;
const building = path.join(here, "node_modules", `.building.${process.pid}`);

await rm(building, { recursive: true, force: true });
await mkdir(path.join(building, "fonts"), { recursive: true });

const assets = (await readdir(source, { recursive: true }))
  .filter((file) => path.basename(path.dirname(file)) === "assets")
  .map((file) => path.join(source, file))
  .sort();

await Promise.all([styles(), modules(), icons(), fonts(), cards()]);
await writeManifest();
await squeeze();
await rm(finished, { recursive: true, force: true });
await rename(building, finished);

async function styles() {
  // The kit's own sheet comes first; a room may add an assets/*.css for what utilities cannot say.
  const rooms = assets.filter((file) => file.endsWith(".css"));
  const sheet = ['@import "./styles/pendopo.css";', ...rooms.map((file) => `@import ${JSON.stringify(file)};`)];
  const compiler = await compile(sheet.join("\n"), { base: here, onDependency() {} });
  const scanner = new Scanner({
    sources: [
      { base: source, pattern: "**/*.{html,py,js}", negated: false },
      { base: source, pattern: "**/{tests,migrations,static}/**", negated: true },
    ],
  });
  const css = optimize(compiler.build(scanner.scan()), { minify: true }).code;
  await writeFile(path.join(building, "pendopo.css"), css);
}

async function modules() {
  const entries = assets.filter((file) => file.endsWith(".js"));
  const names = entries.map((file) => path.basename(file, ".js"));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`Two modules are called ${twice}.js; the built name must be unique. Rename one.`);
  await esbuild.build({
    entryPoints: Object.fromEntries(entries.map((file, index) => [names[index], file])),
    outdir: building,
    bundle: true,
    format: "esm",
    splitting: true,
    chunkNames: "chunk-[hash]",
    minify: true,
    target: ["es2021"],
    nodePaths: [path.join(here, "node_modules")],
    alias: { "@kit": path.join(kit, "assets", "parts") },
    legalComments: "none",
    logLevel: "warning",
  });
}

async function icons() {
  // icons.toml holds only `meaning = "drawing"` lines under tables, which needs no TOML parser.
  const list = await readFile(path.join(kit, "icons.toml"), "utf8");
  const symbols = [];
  let shelf = "";
  for (const line of list.split("\n")) {
    shelf = /^\[(\w+)\]/.exec(line)?.[1] ?? shelf;
    const entry = /^([\w-]+)\s*=\s*"([\w-]+)"/.exec(line);
    if (!entry) continue;
    const [, meaning, drawing] = entry;
    const brand = shelf === "networks";
    const folder = brand ? "simple-icons/icons" : "lucide-static/icons";
    const svg = await readFile(path.join(here, "node_modules", folder, `${drawing}.svg`), "utf8");
    const inside = svg
      .replace(/<!--.*?-->/gs, "")
      .replace(/<title>.*?<\/title>/gs, "")
      .replace(/^\s*<svg[^>]*>/s, "")
      .replace(/<\/svg>\s*$/s, "")
      .replace(/\s*\n\s*/g, "");
    const paint = brand
      ? 'fill="currentColor"'
      : 'fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"';
    symbols.push(`<symbol id="${meaning}" viewBox="0 0 24 24" ${paint}>${inside}</symbol>`);
  }
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  await writeFile(path.join(building, "icons.svg"), sprite);
}

async function fonts() {
  // fonts.toml holds only `folder = "Name"` lines. The licence (OFL) wants to travel with its letters.
  const list = await readFile(path.join(kit, "fonts.toml"), "utf8");
  for (const [, font] of list.matchAll(/^([\w-]+)\s*=\s*"[^"]+"/gm)) {
    const from = path.join(here, "node_modules", "@fontsource-variable", font);
    const to = path.join(building, "fonts");
    await cp(path.join(from, "LICENSE"), path.join(to, `${font}-LICENSE.txt`));
    for (const subset of ["latin", "latin-ext"]) {
      await cp(path.join(from, "files", `${font}-${subset}-wght-normal.woff2`), path.join(to, `${font}-${subset}.woff2`));
    }
  }
}

async function cards() {
  // Cards are drawn by Typst, which wants whole letters, one file a weight, and drawings one by one.
  const to = path.join(building, "cards");
  await mkdir(path.join(to, "fonts"), { recursive: true });
  const list = await readFile(path.join(kit, "fonts.toml"), "utf8");
  const families = [...list.matchAll(/^([\w-]+)\s*=\s*"[^"]+"/gm)].map(([, font]) => [font, cardWeights]);
  for (const [font, weights] of [...families, ["noto-emoji", /^400Regular$/]]) {
    const from = path.join(here, "node_modules", "@expo-google-fonts", font);
    await cp(path.join(from, "LICENSE_FONT"), path.join(to, "fonts", `${font}-LICENSE.txt`));
    for (const weight of (await readdir(from)).filter((name) => weights.test(name))) {
      for (const file of (await readdir(path.join(from, weight))).filter((name) => name.endsWith(".ttf"))) {
        await cp(path.join(from, weight, file), path.join(to, "fonts", file));
      }
    }
  }
  const wanted = await readFile(path.join(source, "broadcast", "visuals", "press", "drawings.toml"), "utf8");
  const drawings = {};
  for (const [, meaning, drawing] of wanted.matchAll(/^([\w-]+)\s*=\s*"([\w-]+)"/gm)) {
    const svg = await readFile(path.join(here, "node_modules", "lucide-static", "icons", `${drawing}.svg`), "utf8");
    drawings[meaning] = svg.replace(/<!--.*?-->/gs, "").replace(/\s+/g, " ").trim();
  }
  await writeFile(path.join(to, "drawings.json"), JSON.stringify(drawings));
}

async function writeManifest() {
  // What `{% asset %}` appends to an address, so that browsers may keep a file for ever.
  const versions = {};
  for (const file of (await readdir(building)).sort()) {
    if (!/\.(css|js|svg)$/.test(file)) continue;
    const content = await readFile(path.join(building, file));
    versions[file] = createHash("sha256").update(content).digest("hex").slice(0, 10);
  }
  await writeFile(path.join(building, "manifest.json"), JSON.stringify(versions, null, 1));
}

async function squeeze() {
  // The web server hands these out as they are: a phone on a bad line should not wait for letters it could unpack.
  const [gzip, brotli] = [promisify(zlib.gzip), promisify(zlib.brotliCompress)];
  for (const file of await readdir(building)) {
    if (!/\.(css|js|svg)$/.test(file)) continue;
    const content = await readFile(path.join(building, file));
    await writeFile(path.join(building, `${file}.gz`), await gzip(content, { level: 9 }));
    await writeFile(path.join(building, `${file}.br`), await brotli(content));
  }
}
