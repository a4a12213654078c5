package main

import (
	"io/fs"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/leak"
	"declarationwatch/tools/internal/source"
)

// logIsPublic reports whether the tool runs where everybody may read what it prints, as the builds of most hosts are.
func logIsPublic(env func(string) string) bool {
	return !slices.Contains([]string{"", "0", "false"}, env("CI"))
}

// discretion keeps what is withheld out of a public log: of a problem there, or one that quotes it, only the file, the line and
// the rule are printed.
type discretion struct {
	project
	secret map[string]bool // files that have, or may have, something withheld in them
	search *leak.Search
}

// discreet returns problems as they may be printed, and how to get the lines to print with them.
func (p project) discreet(problems []diag.Problem, now time.Time) ([]diag.Problem, diag.Source) {
	if !logIsPublic(p.env) || p.files == nil {
		return problems, p.line
	}
	d := newDiscretion(p, problems, now)
	out := slices.Clone(problems)
	for i := range out {
		if d.reveals(out[i]) {
			out[i] = hushed(out[i])
		}
	}
	return out, d.line
}

func newDiscretion(p project, problems []diag.Problem, now time.Time) discretion {
	record := campaign.Load(p.files, &diag.List{}) // whoever found the problems has reported those of reading
	d := discretion{project: p, secret: map[string]bool{}}
	for _, h := range record.Held(now) {
		d.secret[h.At.File] = true
	}
	// What cannot be read may have been meant to be withheld.
	reading := []string{source.RuleSyntax, source.RuleConflict, source.RuleUnknownKey, source.RuleWrongType, source.RuleMissingKey, source.RuleUnreadable, "bad-moment", "page-dates"}
	for _, problem := range problems {
		if slices.Contains(reading, problem.Rule) && (strings.HasPrefix(problem.At.File, "content/") || d.embargoes(problem.At.File)) {
			d.secret[problem.At.File] = true
		}
	}
	secrets := slices.DeleteFunc(check.Marks(record, now), func(s leak.Secret) bool { return s.What == "file" })
	d.search = leak.New(secrets, p.BaseURL)
	return d
}

// embargoes reports whether a file of data may withhold a row.
func (d discretion) embargoes(file string) bool {
	text, err := fs.ReadFile(d.files, file)
	return err == nil && strings.Contains(strings.ToLower(string(text)), "publish")
}

// reveals reports whether a problem is in what is withheld, or quotes it.
func (d discretion) reveals(p diag.Problem) bool {
	said := p.Message + "\n" + p.Hint
	for _, r := range p.Related {
		said += "\n" + r.Message
	}
	return d.secret[p.At.File] || d.search.Reveals(said)
}

// line returns a line that may be printed.
func (d discretion) line(at diag.Position) (string, bool) {
	if d.secret[at.File] {
		return "", false
	}
	line, ok := d.project.line(at)
	return line, ok && !d.search.Reveals(line)
}

// hushed returns a problem without its words.
func hushed(p diag.Problem) diag.Problem {
	p.At.Column, p.Message = 0, "breaks this rule; the log is public, so no more is printed"
	p.Hint = "run the check on your own machine"
	p.Related = slices.Clone(p.Related)
	for i := range p.Related {
		p.Related[i].At.Column, p.Related[i].Message = 0, "see here"
	}
	return p
}
