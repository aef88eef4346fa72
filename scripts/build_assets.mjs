// Builds style, script and pictures into webapp/static/dist, each name carrying the hash of its content.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import * as sass from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "webapp", "static", "dist");
const manifest = {};

function write(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const dot = name.lastIndexOf(".");
  const built = `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
  writeFileSync(join(out, built), bytes);
  const packed = gzipSync(bytes, { level: 9 });
  if (packed.length < bytes.length * 0.9) writeFileSync(join(out, `${built}.gz`), packed);
  manifest[name] = built;
  console.log(`  ${name}: ${bytes.length} bytes, ${packed.length} gzipped`);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const style = sass.compile(join(root, "assets", "styles", "folkmoot.scss"), {
  style: "compressed",
  loadPaths: [join(root, "node_modules")],
  quietDeps: true,
});
write("folkmoot.css", style.css);

const script = await build({
  entryPoints: [join(root, "assets", "scripts", "folkmoot.js")],
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  write: false,
  legalComments: "none",
});
write("folkmoot.js", script.outputFiles[0].contents);

for (const name of readdirSync(join(root, "assets", "pictures"))) {
  write(name, readFileSync(join(root, "assets", "pictures", name)));
}
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2));
