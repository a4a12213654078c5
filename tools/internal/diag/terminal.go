package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Terminal prints problems for a person. The zero value prints all of them, without colour or excerpts.
type Terminal struct {
	Color  bool   // ANSI colours
	Source Source // for excerpts; may be nil
	Fold   int    // how many warnings of one rule are shown; 0 is all
}

// Print writes, for each problem: place, severity, message and rule; the hint; the line with a caret; related places.
func (t Terminal) Print(w io.Writer, problems []Problem) error {
	var b strings.Builder
	warnings := map[string]int{}
	shown := printable(problems, t.Source)
	for i, p := range shown {
		if p.Severity == Warning && t.Fold > 0 {
			if warnings[p.Rule]++; warnings[p.Rule] > t.Fold {
				continue
			}
		}
		t.problem(&b, p, problems[i].At)
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

func (t Terminal) problem(b *strings.Builder, p Problem, in Position) {
	if p.At.File != "" {
		fmt.Fprintf(b, "%s: ", t.bold(p.At.String()))
	}
	fmt.Fprintf(b, "%s: %s [%s]\n", t.paint(p.Severity), p.Message, p.Rule)
	if p.Hint != "" {
		fmt.Fprintf(b, "hint: %s\n", p.Hint)
	}
	if t.Source != nil && p.At.IsValid() {
		if line, ok := t.Source(in); ok {
			excerpt(b, line, p.At)
		}
	}
	for _, r := range p.Related {
		fmt.Fprintf(b, "  %s: %s\n", r.At, r.Message)
	}
}

// width is how much of a long line is shown, in code points.
const width = 100

// excerpt shows a line and a caret below the column.
func excerpt(b *strings.Builder, text string, at Position) {
	line := []rune(visible(text))
	column := min(max(at.Column-1, 0), len(line))
	before, after := "", ""
	if from := column - width/2; len(line) > width && from > 0 {
		line, column, before = line[from:], column-from, "…"
	}
	if len(line) > width {
		line, after = line[:width], "…"
	}
	number := fmt.Sprint(at.Line)
	// A tab is as wide below as above; everything else below is a space.
	indent := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before+string(line[:column]))
	fmt.Fprintf(b, "  %s | %s\n", number, before+string(line)+after)
	fmt.Fprintf(b, "  %s | %s^\n", strings.Repeat(" ", len(number)), indent)
}

// visible replaces control characters, those of bidirectional text among them, and line breaks.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 {
			return utf8.RuneError
		}
		return r
	}, text)
}

// visibleLines is visible for a message, which may have several lines; further lines are indented, so that none looks like a
// problem of its own.
func visibleLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = visible(lines[i])
	}
	return strings.Join(lines, "\n  ")
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

// Summary returns the numbers of errors and warnings: "2 errors, 1 warning".
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

// Count returns a number and a noun, in the plural with an s: "1 error", "2 errors".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
