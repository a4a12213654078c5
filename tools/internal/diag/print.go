package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Format is a way to print problems. Its wording lives in this file and nowhere else: lower case, no full
// stop, `error:`, `warning:`, `hint:`.
type Format string

const (
	Text   Format = "text"   // for people
	JSON   Format = "json"   // one array of objects
	GitHub Format = "github" // workflow commands that annotate a pull request
	SARIF  Format = "sarif"  // SARIF 2.1.0, for code scanning
)

// Formats lists every format in the order help shows them.
var Formats = []Format{Text, JSON, GitHub, SARIF}

// Print writes the problems in the order given. An unknown format is an error. Text is printed plainly; a Terminal
// adds what helps a person.
func Print(w io.Writer, problems []Problem, f Format) error {
	switch f {
	case Text:
		return Terminal{}.Print(w, problems)
	case JSON:
		return printJSON(w, problems)
	case GitHub:
		return printGitHub(w, problems)
	case SARIF:
		return printSARIF(w, problems)
	}
	return fmt.Errorf("unknown format %q", f)
}

type jsonPlace struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
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
		j := jsonProblem{place(p.At, p.Message), p.Severity.String(), p.Rule, p.Hint, nil}
		for _, r := range p.Related {
			j.Related = append(j.Related, place(r.At, r.Message))
		}
		out = append(out, j)
	}
	return encode(w, out)
}

func place(at Position, message string) jsonPlace {
	return jsonPlace{at.File, at.Line, at.Column, message}
}

// printGitHub writes workflow commands: ::error file=…,line=…,col=…,title=…::message
func printGitHub(w io.Writer, problems []Problem) error {
	// The escapes that the workflow command format asks for; a property also escapes its separators.
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "::%s title=%s", p.Severity, property.Replace(p.Rule))
		if p.At.File != "" {
			fmt.Fprintf(&b, ",file=%s", property.Replace(p.At.File))
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

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
