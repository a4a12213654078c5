package spreadsheet

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// Print writes what changes, file by file.
func (in *Import) Print(w io.Writer) error {
	p := printer{w: w}
	for _, file := range in.files() {
		var last *row
		for _, c := range in.changes {
			if c.file != file {
				continue
			}
			if c.row != last {
				p.line("%s", c.row)
				last = c.row
			}
			p.change(c)
		}
		for _, a := range in.added {
			if a.file == file {
				p.addition(a)
			}
		}
		for _, r := range in.removed {
			if r.file == file {
				p.line("%s\n  removed, by %s", r.row, r.cell)
			}
		}
	}
	p.line("%s", in.summary())
	return p.err
}

// summary counts what changes.
func (in *Import) summary() string {
	missing := ""
	if in.Missing > 0 {
		missing = fmt.Sprintf("\n%s of the record not in these sheets, or newer in the record: unchanged", diag.Count(in.Missing, "row"))
	}
	if in.Empty() {
		return "nothing changes" + missing
	}
	var rows []*row
	for _, c := range in.changes {
		if !slices.Contains(rows, c.row) {
			rows = append(rows, c.row)
		}
	}
	return fmt.Sprintf("%s in %s, %s, %s; %s", diag.Count(len(in.changes), "changed cell"), diag.Count(len(rows), "row"),
		diag.Count(len(in.added), "new row"), diag.Count(len(in.removed), "removed row"), diag.Count(len(in.files()), "file")) + missing
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// change prints the old and the new value, of long texts the part that differs.
func (p *printer) change(c *change) {
	old, now := differing(c.old, c.new)
	p.line("  %s (%s)", c.column.name, c.cell)
	if c.old != "" {
		p.line("    - %s", diag.Visible(old))
	}
	if c.new != "" {
		p.line("    + %s", diag.Visible(now))
	}
}

func (p *printer) addition(a *addition) {
	name := strings.Join(strings.Fields(a.file+" "+a.under+" "+a.sheet.nameOf(a.cells)), " ")
	p.line("%s\n  new, by %s", name, a.cell(-1))
	for i, c := range a.columns {
		if a.cells[i] != "" {
			p.line("    + %s: %s", c.name, diag.Visible(a.cells[i]))
		}
	}
}

// around is how much of a text is printed before and after the part that differs, in code points.
const around = 40

// differing returns two texts without most of what they begin and end with alike.
func differing(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	from, to := 0, 0
	for from < min(len(x), len(y)) && x[from] == y[from] {
		from++
	}
	for to < min(len(x), len(y))-from && x[len(x)-1-to] == y[len(y)-1-to] {
		to++
	}
	return excerpt(x, from, to), excerpt(y, from, to)
}

// excerpt returns a text with some of what is before and after a part.
func excerpt(text []rune, from, to int) string {
	begin, end := max(0, from-around), min(len(text), len(text)-to+around)
	out := string(text[begin:end])
	if begin > 0 {
		out = "…" + out
	}
	if end < len(text) {
		out += "…"
	}
	return out
}
