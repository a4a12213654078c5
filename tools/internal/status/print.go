package status

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// Format is a way to print a report.
type Format string

const (
	Text     Format = "text" // a screen
	JSON     Format = "json" // the Report as one object
	Markdown Format = "md"   // every line, for an issue or a mail
)

// Formats lists every format in the order help shows them.
var Formats = []Format{Text, JSON, Markdown}

// shown is how many items of a section are on the screen.
const shown = 2

// Print writes the report. In text, all shows every item.
func (r *Report) Print(w io.Writer, f Format, all bool) error {
	if f == JSON {
		return diag.WriteJSON(w, r)
	}
	var b strings.Builder
	title, bullet := "%s\n", "  %s\n"
	if f == Markdown {
		title, bullet, all = "\n## %s\n\n", "- %s\n", true
		b.WriteString("# " + r.moment(r.Now) + "\n\n")
	}
	b.WriteString(upper(r.line()) + "\n")
	for _, t := range r.Since {
		fmt.Fprintf(&b, "since then, %s: %s\n", r.moment(t.At), t)
	}
	for _, s := range r.Sections {
		if len(s.Items) == 0 {
			continue
		}
		fmt.Fprintf(&b, title, s.heading())
		for i, x := range s.Items {
			if i == shown && !all && len(s.Items) > shown+1 {
				fmt.Fprintf(&b, bullet, fmt.Sprintf("and %d more", len(s.Items)-i))
				break
			}
			fmt.Fprintf(&b, bullet, r.item(x))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// line returns what is held back and what comes out next.
func (r *Report) line() string {
	line := "nothing held back"
	if r.Held != "" {
		line = "held back: " + r.Held
	}
	if r.Next != nil {
		line += "; next out " + r.moment(r.Next.At)
	}
	return line
}

func (r *Report) item(x Item) string {
	parts := []string{}
	if at := x.Position.String(); at != "" {
		parts = append(parts, at+":")
	}
	if x.Kind != "" {
		parts = append(parts, strings.TrimSpace(x.Kind+" "+x.ID))
	}
	if x.Until != "" {
		parts = append(parts, "until "+r.moment(x.Until))
	}
	if x.Note != "" {
		if x.Kind != "" {
			parts[len(parts)-1] += ","
		}
		parts = append(parts, x.Note)
	}
	return diag.Visible(strings.Join(parts, " "))
}

// heading returns the title of a section, with the number of its items where there are several.
func (s Section) heading() string {
	if len(s.Items) == 1 {
		return upper(s.Title)
	}
	return fmt.Sprintf("%s: %d", upper(s.Title), len(s.Items))
}

// String returns what comes out and what goes.
func (t Turn) String() string {
	var parts []string
	if t.Out != "" {
		parts = append(parts, t.Out+" out")
	}
	if t.Gone != "" {
		parts = append(parts, t.Gone+" gone")
	}
	return strings.Join(parts, ", ")
}

// moment writes a moment for people, with its zone.
func (r *Report) moment(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.In(r.zone).Format("2 Jan 2006 15:04 (-07:00)")
}

// Count returns how many there are of each kind: "1 page, 2 sources".
func Count(held []campaign.Held) string {
	n := map[string]int{}
	for _, h := range held {
		n[h.Kind.Noun()]++
	}
	var parts []string
	for _, noun := range slices.Sorted(maps.Keys(n)) {
		parts = append(parts, diag.Count(n[noun], noun))
	}
	return strings.Join(parts, ", ")
}

func upper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
