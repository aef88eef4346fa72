"""The page design of the market-stall pack, in Typst's language. Words of people arrive as data and are only shown."""

from webapp.documents.palette import GREEN, INK, OCHRE, QUIET, TRACK

TEMPLATE = (
    """
#let pack = json(bytes(sys.inputs.pack))
#let green = rgb("GREEN")
#let ochre = rgb("OCHRE")
#let quiet = rgb("QUIET")
#let rule = rgb("TRACK").darken(35%)

#set document(title: pack.number + ": " + pack.title, author: pack.authority)
#set text(font: pack.fonts, size: 12pt, lang: pack.language, region: pack.region, fill: rgb("INK"))
#set par(leading: 0.6em, spacing: 0.9em, justify: false)
#set page(paper: "a4", margin: (x: 20mm, top: 16mm, bottom: 14mm))
#show heading: set text(fill: green)
#show heading.where(level: 1): set text(size: 24pt)
#show heading.where(level: 2): set text(size: 15pt)
#show heading.where(level: 2): set block(above: 1.5em, below: 0.7em)
#let note = if pack.note != "" { block(above: 1em, text(size: 8.5pt, fill: quiet, pack.note)) }

// The poster.
#block(width: 100%, text(size: 13pt, fill: quiet)[#pack.authority #h(1fr) #strong(pack.number)])
#v(1fr)
#{
  show heading: set text(size: pack.title_size * 1pt)
  set par(leading: 0.35em)
  heading(level: 1, pack.title)
}
#v(10pt)
#block(text(size: pack.pitch_size * 1pt, pack.pitch))
#v(4pt)
#block(text(size: 14pt, fill: quiet, pack.by))
#v(1fr)
#block(width: 100%, stroke: 3pt + green, radius: 4pt, inset: 14pt, breakable: false, grid(
  columns: (70mm, 1fr), column-gutter: 16pt, align: horizon,
  image(bytes(pack.svg), format: "svg", width: 70mm, alt: pack.address),
  {
    heading(level: 2, text(size: 25pt, pack.call))
    text(size: 17pt, pack.scan)
    parbreak()
    text(size: 17pt, pack.type_it)
  },
  grid.cell(colspan: 2, align: center, inset: (top: 10pt), {
    text(size: pack.address_size * 1pt, weight: "bold", font: "DejaVu Sans Mono", pack.short_address)
  }),
))
#v(1fr)
#heading(level: 2, pack.promises_heading)
#for one in pack.promises { block(inset: (left: 10pt), stroke: (left: 3pt + ochre), text(size: 15pt, one)) }
#v(1fr)
#text(size: 12pt, fill: quiet, pack.poster_foot)
#note

// Its back.
#pagebreak()
#align(center + horizon, text(size: 9pt, fill: quiet, pack.empty))

// The sheets.
#let lines(first, last) = table(
  columns: (11mm, 1fr, 32mm, 48mm),
  rows: (7mm,) + (11.4mm,) * (last - first + 1),
  align: (x, y) => if x == 0 { end + horizon } else { start + horizon },
  stroke: 0.7pt + rule,
  fill: (x, y) => if y == 0 { green },
  inset: (x: 5pt, y: 2pt),
  table.header(..pack.columns.map(name => text(size: 10pt, fill: white, strong(name)))),
  ..range(first, last + 1).map(line => (text(size: 11pt, str(line)), [], [], [])).flatten(),
)
#for number in pack.sheets {
  let called = pack.sheet_number.replace("%s", number)
  page(margin: (x: 15mm, top: 12mm, bottom: 10mm), {
    block(width: 100%, {
      show heading: set text(size: 19pt)
      grid(
        columns: (1fr, auto), column-gutter: 10pt, align: (start + bottom, end + bottom),
        heading(level: 1, pack.sheet_heading), text(size: 19pt, weight: "bold", called),
      )
    })
    block(above: 0.9em, below: 0.9em, text(size: pack.sheet_title_size * 1pt, weight: "bold", pack.title))
    block(above: 0.9em, below: 0.9em, text(size: pack.sheet_pitch_size * 1pt, pack.pitch))
    block(above: 0.9em, below: 0.9em, text(size: 10.5pt, pack.sign_here))
    block(above: 0.9em, below: 1.1em, inset: (left: 8pt), stroke: (left: 3pt + ochre), text(size: 10.5pt, pack.privacy))
    lines(1, pack.front_lines)
    v(1fr)
    text(size: 9pt, fill: quiet)[#pack.number · #called · #pack.front #h(1fr) #pack.short_address]
  })
  page(margin: (x: 15mm, top: 12mm, bottom: 10mm), {
    block(below: 0.7em)[#strong(called) · #pack.number #pack.short_title]
    lines(pack.front_lines + 1, pack.lines)
    v(1fr)
    text(size: 9pt, fill: quiet)[#pack.number · #called · #pack.back #h(1fr) #pack.short_address]
  })
}

// The words for whoever stands there.
#heading(level: 1, pack.script_heading)
#block(text(fill: quiet)[#pack.number #pack.title])
#for part in pack.script {
  heading(level: 2, part.heading)
  for point in part.points { list.item(point) }
}
""".replace("GREEN", GREEN)
    .replace("OCHRE", OCHRE)
    .replace("QUIET", QUIET)
    .replace("TRACK", TRACK)
    .replace("INK", INK)
    .encode()
)
