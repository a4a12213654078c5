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
	Fold   int    // of more warnings of one rule the first is shown, and their number; 0 shows all
}

// Print writes, for each problem: place, severity, message and rule; the hint; the line with a caret; related places. Errors come
// last, where a person looks first.
func (t Terminal) Print(w io.Writer, problems []Problem) error {
	var b strings.Builder
	warnings, errors := map[string]int{}, 0
	for _, p := range problems {
		if p.Severity == Warning {
			warnings[p.Rule]++
		} else {
			errors++
		}
	}
	folded := t
	if errors > 0 && t.Fold > 0 { // what is known already does not bury them
		folded.Fold, folded.Source = 1, nil
	}
	shown := printable(problems, t.Source)
	printed := map[string]int{}
	for i, p := range shown {
		if p.Severity != Warning {
			continue
		}
		all := warnings[p.Rule]
		if printed[p.Rule]++; folded.Fold > 0 && all > folded.Fold && printed[p.Rule] > 1 {
			continue
		}
		folded.problem(&b, p, problems[i].At)
		if folded.Fold > 0 && all > folded.Fold {
			fmt.Fprintf(&b, "  and %s like it; \"check -all\" lists them\n", Count(all-1, "more warning"))
		}
	}
	for i, p := range shown {
		if p.Severity == Error {
			t.problem(&b, p, problems[i].At)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Terminal) problem(b *strings.Builder, p Problem, in Position) {
	if p.At.File != "" {
		fmt.Fprintf(b, "%s: ", t.style(bold, p.At.String()))
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
	line := []rune(Visible(text))
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

// Visible replaces control characters, those of bidirectional text among them, and line breaks.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 {
			return utf8.RuneError
		}
		return r
	}, text)
}

// visibleLines is Visible for a message, which may have several lines; further lines are indented, so that none looks like a
// problem of its own.
func visibleLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = Visible(lines[i])
	}
	return strings.Join(lines, "\n  ")
}

// SGR codes of ECMA-48.
const bold = "1"

var colors = map[Severity]string{Error: "1;31", Warning: "1;33"}

func (t Terminal) style(code, s string) string {
	if !t.Color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t Terminal) paint(s Severity) string { return t.style(colors[s], s.String()) }

// Summary returns the numbers of errors and warnings: "2 errors, 1 warning".
func Summary(problems []Problem) string {
	n := map[Severity]int{}
	for _, p := range problems {
		n[p.Severity]++
	}
	if n[Warning] == 0 {
		return Count(n[Error], "error")
	}
	return Count(n[Error], "error") + ", " + Count(n[Warning], "warning")
}

// Count returns a number and a noun, in the plural with an s: "1 error", "2 errors".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
