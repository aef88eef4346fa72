"""The page design of the PDF, in Typst's language.

Everything that people wrote arrives as data in `sys.inputs` and is only ever shown as text: no markup in it is run.
"""

from webapp.documents.palette import BRICK, GREEN, INK, OCHRE, QUIET, TRACK

TEMPLATE = (
    """
#let report = json(bytes(sys.inputs.report))
#let word = report.words
#let green = rgb("GREEN")
#let ochre = rgb("OCHRE")
#let brick = rgb("BRICK")
#let quiet = rgb("QUIET")
#let track = rgb("TRACK")

#set document(title: report.title, author: report.authority)
#set text(
  font: report.fonts, size: 10.5pt, lang: report.language, region: report.region, fill: rgb("INK"),
)
#set par(leading: 0.68em, spacing: 1.05em, justify: false)
#set list(marker: text(fill: green, "•"), spacing: 0.75em)
#set page(
  paper: "a4",
  margin: (top: 24mm, bottom: 24mm, x: 22mm),
  header: context if counter(page).get().first() > 1 {
    set text(size: 8.5pt, fill: quiet)
    grid(columns: (1fr, auto), column-gutter: 12pt, report.short_title, report.authority)
    v(-7pt)
    line(length: 100%, stroke: 0.6pt + track)
  },
  footer: context {
    set text(size: 8.5pt, fill: quiet)
    let here = counter(page).get().first()
    let last = counter(page).final().first()
    let parts = word.page.split("%s")
    grid(
      columns: (1fr, auto), column-gutter: 12pt,
      report.imprint,
      parts.first() + str(here) + parts.at(1, default: "") + str(last) + parts.at(2, default: ""),
    )
  },
)

#show heading: set text(fill: green)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 1): set block(above: 1.9em, below: 0.95em)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): set block(above: 1.7em, below: 0.8em)
#show heading.where(level: 3): set text(size: 11.5pt)
#show heading.where(level: 4): set text(size: 10.5pt)
#show heading.where(level: 5): set text(size: 10.5pt)
#show title: set text(size: 27pt, fill: white)
#show title: set block(below: 0.55em)
#show outline.entry.where(level: 1): set text(weight: "semibold")
#show outline.entry.where(level: 1): set block(above: 0.9em)

#let prose(paragraphs) = for one in paragraphs {
  if one.bullet { list.item(one.text) } else { par(one.text) }
}

#let facts(pairs) = grid(
  columns: (1fr, 1fr), gutter: 8pt, inset: 9pt, fill: track.lighten(45%), stroke: (left: 3pt + ochre),
  ..pairs.map(pair => text(size: 9pt, fill: quiet, pair.at(0)) + linebreak() + strong(pair.at(1)))
)

#let picture(one) = image(
  bytes(one.svg), format: "svg", alt: one.alt, width: one.width * 1pt, height: one.height * 1pt,
)

#let figure-table(one) = {
  set text(size: 9.5pt)
  set par(leading: 0.5em)
  table(
    columns: (1fr,) + (auto,) * one.columns.len(),
    align: (x, y) => if x == 0 { start + horizon } else { end + horizon },
    stroke: (x, y) => (bottom: 0.5pt + track.darken(8%)),
    fill: (x, y) => if y == 0 { green },
    inset: (x: 7pt, y: 5pt),
    table.header(
      text(fill: white, strong(one.row_title)),
      ..one.columns.map(name => text(fill: white, strong(name))),
    ),
    ..one.rows.map(row => (pad(left: row.indent * 10pt, text(row.label)), ..row.cells.map(text))).flatten(),
  )
}

#let figure-block(one) = {
  let top = {
    heading(level: one.level, outlined: false, one.title)
    block(below: 0.9em, text(size: 9.5pt, fill: quiet, one.base_note))
  }
  if one.pictures.len() > 0 {
    block(breakable: false, above: 1.9em, top + picture(one.pictures.first()))
    for rest in one.pictures.slice(1) { block(breakable: false, picture(rest)) }
  } else { block(sticky: true, above: 1.9em, top) } // its table is not left without its name
  v(2pt)
  block(breakable: one.rows.len() > 16, figure-table(one))
  for note in one.notes { block(above: 0.7em, text(size: 9pt, fill: quiet, note)) }
}

#let quotation(one) = block(
  width: 100%, breakable: true, inset: (left: 11pt, y: 4pt), stroke: (left: 2.5pt + ochre), above: 1em, below: 1em,
  quote(block: false, quotes: false, text(style: "italic", one.text))
    + if one.attribution != "" { linebreak() + text(size: 9pt, fill: quiet, "— " + one.attribution) },
)

#block(width: 100%, fill: green, inset: (x: 16pt, y: 18pt), radius: 2pt, {
  text(size: 10pt, fill: white, weight: "semibold", report.authority)
  v(4pt)
  title()
  text(size: 12.5pt, fill: white, report.subtitle)
})
#block(below: 1.4em, text(size: 9pt, fill: quiet, report.imprint))

#if report.summary.len() > 0 {
  heading(level: 1, word.summary)
  prose(report.summary)
}
#if report.facts.len() > 0 {
  heading(level: 1, word.facts)
  facts(report.facts)
}
#if report.listed and report.sections.len() > 0 { outline(title: word.contents, depth: 2) }

#for section in report.sections {
  heading(level: section.level, section.heading)
  if section.figures.len() > 0 { block(sticky: true, prose(section.paragraphs)) } else { prose(section.paragraphs) }
  for one in section.figures { figure-block(one) }
  if section.quotes.len() > 0 {
    heading(level: section.level + 1, outlined: false, word.quotes)
    for one in section.quotes { quotation(one) }
  }
}

#if report.method.len() > 0 {
  heading(level: 1, word.method)
  for (place, pair) in report.method.enumerate() {
    // The last is not left alone on a page.
    block(below: 1.2em, sticky: place == report.method.len() - 2, strong(pair.at(0)) + linebreak() + text(pair.at(1)))
  }
}
#if report.note != "" { block(above: 2em, text(size: 9pt, fill: quiet, report.note)) }
""".replace("GREEN", GREEN)
    .replace("OCHRE", OCHRE)
    .replace("BRICK", BRICK)
    .replace("QUIET", QUIET)
    .replace("TRACK", TRACK)
    .replace("INK", INK)
    .encode()
)

PICTURE_TEMPLATE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: json(bytes(sys.inputs.fonts)))
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)
"""
