"""The page designs of letters with voting codes and of ballot papers, in Typst's language, in large type. Words of
people arrive as data and are only shown."""

from webapp.documents.palette import GREEN, INK, QUIET, TRACK

_COMMON = """
#let words = json(bytes(sys.inputs.words))
#let green = rgb("GREEN")
#let quiet = rgb("QUIET")
#let rule = rgb("TRACK").darken(45%)
#set document(title: words.title, author: words.authority)
#set text(font: words.fonts, size: 16pt, lang: words.language, region: words.region, fill: rgb("INK"))
#set par(leading: 0.6em, spacing: 0.9em, justify: false)
#show heading: set text(fill: green)
#show heading.where(level: 1): set text(size: 24pt)
#show heading.where(level: 2): set text(size: 18pt)
#let code(it, size: 22pt) = text(size: size, weight: "bold", font: "DejaVu Sans Mono", it)
#let note = if words.note != "" { block(above: 1em, text(size: 10pt, fill: quiet, words.note)) }
"""

_LETTERS = """
#set page(paper: "a4", margin: (x: 22mm, top: 20mm, bottom: 18mm))
#for (place, item) in words.items.enumerate() {
  if place > 0 { pagebreak() }
  block(text(size: 14pt, fill: quiet, words.authority))
  heading(level: 1, words.title)
  block(text(size: 18pt, words.question))
  block(words.intro)
  v(8pt)
  block(width: 100%, stroke: 2pt + green, radius: 4pt, inset: 14pt, breakable: false, grid(
    columns: (52mm, 1fr), column-gutter: 14pt, align: horizon,
    image(bytes(item.svg), format: "svg", width: 52mm, alt: words.address),
    {
      block(words.scan)
      block(words.type_it)
      block(text(size: words.address_size * 1pt, weight: "bold", font: "DejaVu Sans Mono", words.address))
      block(words.code_label)
      code(item.code)
    },
  ))
  block(above: 1.6em, words.once)
  block(strong(words.closes))
  v(1fr)
  block(text(size: 12pt, fill: quiet, words.foot))
  note
}
"""

_PAPERS = """
#let box-of(size) = box(width: size, height: size, stroke: 1.4pt + rule, radius: 1pt)
#let lines-with-boxes = for line in words.lines {
  block(breakable: false, above: 0.8em, below: 0.8em, grid(
    columns: (if words.written { 16mm } else { 10mm }, 1fr, auto), column-gutter: 10pt, align: (start, start, end),
    box-of(if words.written { 14mm } else { 8mm }),
    { block(below: 0.4em, strong(line.text))
      if line.detail != "" { block(above: 0.4em, text(size: 14pt, line.detail)) } },
    line.after,
  ))
}
#let lines-with-columns = table(
  columns: (1fr,) + (words.column_width * 1mm,) * words.columns.len(),
  align: (x, y) => if x == 0 { start + horizon } else { center + horizon },
  stroke: (x, y) => (bottom: 0.7pt + rule), inset: (x: 4pt, y: 7pt),
  table.header([], ..words.columns.map(name => text(size: 13pt, strong(name)))),
  ..words.lines.map(line => (
    { strong(line.text)
      if line.after != "" [ #line.after]
      if line.detail != "" { linebreak(); text(size: 14pt, line.detail) } },
    ..words.columns.map(name => box-of(8mm)),
  )).flatten(),
)
#for item in words.items {
  page(paper: "a4", margin: (x: 18mm, top: 26mm, bottom: 18mm),
    header: grid(columns: (1fr, auto), align: (start + bottom, end + bottom),
      text(size: 12pt, fill: quiet, words.code_label), code(item.code, size: 18pt)),
    {
      block(text(size: 13pt, fill: quiet, words.authority))
      heading(level: 1, words.title)
      block(text(size: 18pt, words.question))
      for sentence in words.instructions { block(sentence) }
      if words.columns.len() > 0 { lines-with-columns } else { lines-with-boxes }
      if words.reason != "" {
        block(above: 1.2em, words.reason)
        for _ in range(4) { block(above: 1.4em, line(length: 100%, stroke: 0.7pt + rule)) }
      }
      block(words.no_name)
      block(strong(words.hand_in))
      note
      v(1fr)
      block(width: 100%, breakable: false, {
        block(above: 1em, below: 0.6em, text(size: 11pt, fill: quiet, words.cut))
        line(length: 100%, stroke: (paint: rule, thickness: 1pt, dash: "dashed"))
        heading(level: 2, words.slip_heading)
        block(text(size: 14pt, words.title))
        block(text(size: 14pt, words.slip_words))
        block[#words.number_label #h(6pt) #code(item.number, size: 18pt)]
      })
    })
}
"""


def _coloured(design: str) -> bytes:
    text = _COMMON + design
    for name, colour in (("GREEN", GREEN), ("QUIET", QUIET), ("TRACK", TRACK), ("INK", INK)):
        text = text.replace(name, colour)
    return text.encode()


LETTERS = _coloured(_LETTERS)
PAPERS = _coloured(_PAPERS)
