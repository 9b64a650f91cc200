// The same card by Satori and resvg, warm in one process: `node satori.mjs FONTS CLOTH COUNT PAUSE` prints milliseconds a
// card as JSON, PAUSE milliseconds apart. It has the words, cloth and edge of ours; what it lacks is letters that fit themselves to their room.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Resvg } from "@resvg/resvg-js";
import satori from "satori";

const [fonts, cloth] = process.argv.slice(2, 4);
const [count, pause] = process.argv.slice(4).map(Number);
const weave = `url("data:image/svg+xml;base64,${readFileSync(cloth).toString("base64")}")`;
const font = (weight, file) => ({ name: "Plus Jakarta Sans", weight, style: "normal", data: readFileSync(path.join(fonts, file)) });
const letters = [font(400, "PlusJakartaSans_400Regular.ttf"), font(800, "PlusJakartaSans_800ExtraBold.ttf")];
const box = (style, children) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });
const row = (left, right) =>
  box({ justifyContent: "space-between", padding: "18px 0", borderTop: "2px solid #ddd", fontSize: 38 }, [
    box({ width: 260, color: "#666" }, left),
    box({ fontWeight: 800 }, right),
  ]);
const card = (number) =>
  box({ width: 1080, height: 1350, flexDirection: "column", background: "#fdf8ef", fontFamily: "Plus Jakarta Sans" }, [
    box({ flexDirection: "column", justifyContent: "space-between", height: 730, backgroundColor: "#1f3a5f", backgroundImage: weave, backgroundSize: "150px 150px", color: "#fff", padding: 72 }, [
      box({ fontSize: 34, fontWeight: 800 }, "Dinas Kesehatan Kabupaten Wanasari"),
      box({ fontSize: 30, fontWeight: 800, letterSpacing: 2 }, "PENGUMUMAN"),
      box({ fontSize: 100, fontWeight: 800, lineHeight: 1.1 }, `Kantor pelayanan ${number} pindah sementara ke Gedung Balai Warga`),
    ]),
    box({ flexDirection: "column", padding: 72, flexGrow: 1 }, [
      box({ fontSize: 42, lineHeight: 1.4, marginBottom: 28 }, "Selama perbaikan gedung, semua loket melayani di Balai Warga. Nomor antrean daring tetap berlaku."),
      row("Mulai", "Senin, 7 Desember 2026"),
      row("Jam layanan", "08.00–15.00 WIB"),
      row("Tempat", "Balai Warga, Jalan Kenanga 12"),
    ]),
    box({ borderTop: "2px solid #ddd", margin: "0 72px", padding: "24px 0 60px", fontSize: 28, fontWeight: 800, color: "#666" }, "dinkes.wanasari.go.id"),
  ]);

const took = [];
for (let number = 0; number < count; number += 1) {
  const begun = performance.now();
  const svg = await satori(card(number), { width: 1080, height: 1350, fonts: letters });
  new Resvg(svg).render().asPng();
  took.push(performance.now() - begun);
  if (pause) await new Promise((done) => setTimeout(done, pause));
}
console.log(JSON.stringify({ took, memory: process.memoryUsage.rss() }));
