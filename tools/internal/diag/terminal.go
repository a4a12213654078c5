package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Terminal prints problems for a person to read. The zero value prints them plainly and in full.
type Terminal struct {
	Color  bool                          // ANSI colours; for a terminal that wants them
	Source func(Position) (string, bool) // the line of a position, without its end; nil shows none
	Fold   int                           // how many warnings of one rule are shown in full; 0 is all
}

// Print writes, for each problem: place, severity, message and rule; the hint; the line with a caret; related places.
func (t Terminal) Print(w io.Writer, problems []Problem) error {
	var b strings.Builder
	warnings := map[string]int{}
	for _, p := range problems {
		if p.Severity == Warning && t.Fold > 0 {
			if warnings[p.Rule]++; warnings[p.Rule] > t.Fold {
				continue
			}
		}
		t.problem(&b, p)
	}
	for _, p := range problems {
		if more := warnings[p.Rule] - t.Fold; t.Fold > 0 && more > 0 {
			fmt.Fprintf(&b, "%s: %s like these [%s]\nhint: -all shows every one\n", t.paint(Warning), Count(more, "more warning"), p.Rule)
			delete(warnings, p.Rule)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Terminal) problem(b *strings.Builder, p Problem) {
	if p.At.File != "" {
		fmt.Fprintf(b, "%s: ", t.bold(visible(p.At.String())))
	}
	fmt.Fprintf(b, "%s: %s [%s]\n", t.paint(p.Severity), p.Message, p.Rule)
	if p.Hint != "" {
		fmt.Fprintf(b, "hint: %s\n", p.Hint)
	}
	if t.Source != nil && p.At.IsValid() {
		if line, ok := t.Source(p.At); ok {
			excerpt(b, line, p.At)
		}
	}
	for _, r := range p.Related {
		fmt.Fprintf(b, "  %s: %s\n", visible(r.At.String()), r.Message)
	}
}

// width is how much of a long line is shown, in bytes.
const width = 100

// excerpt shows a line and a caret below the column.
func excerpt(b *strings.Builder, line string, at Position) {
	column := min(max(at.Column-1, 0), len(line))
	before, after := "", ""
	if from := column - width/2; len(line) > width && from > 0 {
		for from < column && !utf8.RuneStart(line[from]) {
			from++
		}
		line, column, before = line[from:], column-from, "…"
	}
	if len(line) > width {
		to := width
		for to > 0 && !utf8.RuneStart(line[to]) {
			to--
		}
		line, after = line[:to], "…"
	}
	number := fmt.Sprint(at.Line)
	// A tab is as wide below as above; everything else below is a space.
	indent := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before+line[:column])
	fmt.Fprintf(b, "  %s | %s\n", number, visible(before+line+after))
	fmt.Fprintf(b, "  %s | %s^\n", strings.Repeat(" ", len(number)), indent)
}

// visible keeps what a hostile file holds from steering the terminal.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0) {
			return '\uFFFD'
		}
		return r
	}, line)
}

// SGR codes of ECMA-48.
const (
	sgrBold   = "\x1b[1m"
	sgrRed    = "\x1b[1;31m"
	sgrYellow = "\x1b[1;33m"
	sgrReset  = "\x1b[0m"
)

func (t Terminal) bold(s string) string {
	if !t.Color {
		return s
	}
	return sgrBold + s + sgrReset
}

func (t Terminal) paint(s Severity) string {
	switch {
	case !t.Color:
		return s.String()
	case s == Warning:
		return sgrYellow + s.String() + sgrReset
	default:
		return sgrRed + s.String() + sgrReset
	}
}

// Summary counts errors and warnings in words: "2 errors, 1 warning".
func Summary(problems []Problem) string {
	errors, warnings := 0, 0
	for _, p := range problems {
		if p.Severity == Warning {
			warnings++
		} else {
			errors++
		}
	}
	parts := []string{Count(errors, "error")}
	if warnings > 0 {
		parts = append(parts, Count(warnings, "warning"))
	}
	return strings.Join(parts, ", ")
}

// Count puts a number before a noun and makes the noun plural with an s: "1 error", "2 errors".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
