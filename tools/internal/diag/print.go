package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Format is a way to print problems: lower case, no full stop, `error:`, `warning:`, `hint:`.
type Format string

const (
	Text   Format = "text"   // for people
	JSON   Format = "json"   // one array of objects
	GitHub Format = "github" // workflow commands that annotate a pull request
	SARIF  Format = "sarif"  // SARIF 2.1.0, for code scanning
)

// Formats is every format in the order of the help.
var Formats = []Format{Text, JSON, GitHub, SARIF}

// Source returns a line of a file, without its end.
type Source func(Position) (line string, ok bool)

// Print writes the problems in the order given. An unknown format is an error. source may be nil; text is printed without
// excerpts, which a Terminal adds.
func Print(w io.Writer, problems []Problem, f Format, source Source) error {
	if f == Text {
		return Terminal{}.Print(w, problems)
	}
	problems = printable(problems, source)
	switch f {
	case JSON:
		return printJSON(w, problems)
	case GitHub:
		return printGitHub(w, problems)
	case SARIF:
		return printSARIF(w, problems)
	}
	return fmt.Errorf("unknown format %q", f)
}

// printable returns problems without control characters, which come from the text or name of a file and could control the
// terminal or the log that shows them, and with columns in code points.
func printable(problems []Problem, source Source) []Problem {
	at := func(p Position) Position {
		if source != nil && p.Column > 0 {
			if line, ok := source(p); ok {
				p.Column = utf8.RuneCountInString(line[:min(p.Column-1, len(line))]) + 1
			}
		}
		p.File = Visible(p.File)
		return p
	}
	out := slices.Clone(problems)
	for i, p := range out {
		out[i].At, out[i].Message, out[i].Hint = at(p.At), visibleLines(p.Message), visibleLines(p.Hint)
		out[i].Related = slices.Clone(p.Related)
		for j, r := range p.Related {
			out[i].Related[j] = Related{at(r.At), visibleLines(r.Message)}
		}
	}
	return out
}

type jsonPlace struct {
	Position
	Message string `json:"message,omitempty"`
}

type jsonProblem struct {
	jsonPlace
	Severity string      `json:"severity"`
	Rule     string      `json:"rule"`
	Hint     string      `json:"hint,omitempty"`
	Related  []jsonPlace `json:"related,omitempty"`
}

func printJSON(w io.Writer, problems []Problem) error {
	out := make([]jsonProblem, 0, len(problems))
	for _, p := range problems {
		j := jsonProblem{jsonPlace{p.At, p.Message}, p.Severity.String(), p.Rule, p.Hint, nil}
		for _, r := range p.Related {
			j.Related = append(j.Related, jsonPlace{r.At, r.Message})
		}
		out = append(out, j)
	}
	return WriteJSON(w, out)
}

// printGitHub writes workflow commands: ::error file=…,line=…,col=…,title=…::message
func printGitHub(w io.Writer, problems []Problem) error {
	// The escapes of the format; in a property its separators are escaped too.
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "::%s title=%s", p.Severity, property.Replace(p.Rule))
		if p.At.File != "" {
			b.WriteString(",file=" + property.Replace(p.At.File))
		}
		if p.At.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", p.At.Line)
		}
		if p.At.Column > 0 {
			fmt.Fprintf(&b, ",col=%d", p.At.Column)
		}
		text := p.Message
		if p.Hint != "" {
			text += "\nhint: " + p.Hint
		}
		for _, r := range p.Related {
			text += fmt.Sprintf("\n%s: %s", r.At, r.Message)
		}
		fmt.Fprintf(&b, "::%s\n", message.Replace(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes JSON in indented lines, for people and programs alike.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// object is an object of JSON.
type object map[string]any

// printSARIF writes the part of SARIF 2.1.0 (OASIS) that a list of problems fills.
func printSARIF(w io.Writer, problems []Problem) error {
	rules, results := []object{}, []object{}
	var seen []string
	for _, p := range problems {
		if !slices.Contains(seen, p.Rule) {
			seen, rules = append(seen, p.Rule), append(rules, object{"id": p.Rule})
		}
		text := p.Message
		if p.Hint != "" {
			text += " (hint: " + p.Hint + ")"
		}
		r := object{"ruleId": p.Rule, "level": p.Severity.String(), "message": object{"text": text}}
		if p.At.File != "" {
			r["locations"] = []object{location(p.At)}
		}
		var related []object
		for _, rel := range p.Related {
			l := location(rel.At)
			l["message"] = object{"text": rel.Message}
			related = append(related, l)
		}
		if related != nil {
			r["relatedLocations"] = related
		}
		results = append(results, r)
	}
	return WriteJSON(w, object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []object{{
			"tool":       object{"driver": object{"name": "declaration-watch", "rules": rules}},
			"columnKind": "unicodeCodePoints",
			"results":    results,
		}},
	})
}

func location(at Position) object {
	place := object{"artifactLocation": object{"uri": (&url.URL{Path: at.File}).EscapedPath()}}
	if at.Line > 0 {
		region := object{"startLine": at.Line}
		if at.Column > 0 {
			region["startColumn"] = at.Column
		}
		place["region"] = region
	}
	return object{"physicalLocation": place}
}
