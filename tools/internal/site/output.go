package site

import (
	"cmp"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// Rules that rendering can break.
const (
	RuleRender  = "render"         // Hugo could not render a page
	RuleWarning = "render-warning" // Hugo printed a warning
)

// What Hugo prints of a mistake: a level, and a message with positions as "file:line:column" with the file's full name,
// outermost first. Our own templates write `"place": error: message [rule]`.
var (
	level    = regexp.MustCompile(`^(?:Error:|ERROR|WARN)\s+`)
	absolute = regexp.MustCompile(`"(/[^"\n]+?|[A-Za-z]:[^"\n]+?):(\d+):(\d+)"`)
	named    = regexp.MustCompile(`([\w./-]+\.(?:md|html|toml|gotmpl)):(\d+)(?::(\d+))?`)
	ours     = regexp.MustCompile(`error: (.*?) \[([a-z-]+)\]`)
	based    = regexp.MustCompile(`apply base template failed: template: ([^:]+):(\d+)(?::(\d+))?: (.*)`)
	wrapping = regexp.MustCompile(`^.*(?:at <.*?>|"/[^"\n]+:\d+:\d+"): `)
)

// report turns Hugo's output into problems: warnings, and after a failed run at least one error.
func report(output, project string, failed bool, problems *diag.List) {
	found := !failed
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "WARN"):
			problems.Add(problem(line, project, RuleWarning, diag.Warning))
		case !failed || !strings.HasPrefix(line, "ERROR") && !strings.HasPrefix(line, "Error:"):
		case strings.Contains(line, "logged ") && strings.HasSuffix(line, "error(s)"): // repeats that something was logged
		default:
			problems.Add(problem(line, project, RuleRender, diag.Error))
			found = true
		}
	}
	if !found {
		text := cmp.Or(strings.TrimSpace(output), "hugo exited without an error message")
		problems.Errorf(diag.Position{}, RuleRender, "%s", text)
	}
}

// problem parses one line of Hugo's. A mistake on a page is reported at the page, with the template as related position.
func problem(line, project, rule string, severity diag.Severity) diag.Problem {
	line = level.ReplaceAllString(line, "")
	p := diag.Problem{Rule: rule, Severity: severity}
	all := absolute.FindAllStringSubmatch(line, -1)
	if len(all) == 0 {
		all = named.FindAllStringSubmatch(line, -1)
	}
	var inner diag.Position
	for _, m := range all {
		inner = diag.Position{File: relative(m[1], project)}
		inner.Line, _ = strconv.Atoi(m[2])
		inner.Column, _ = strconv.Atoi(m[3])
		if strings.HasPrefix(inner.File, "content/") || !strings.HasPrefix(p.At.File, "content/") {
			p.At = inner
		}
	}
	if m := ours.FindStringSubmatch(line); m != nil {
		p.Message, p.Rule = m[1], m[2]
		return p
	}
	if m := based.FindStringSubmatch(line); m != nil { // the place before is that of the base template
		p.At = diag.Position{File: "layouts/" + m[1]}
		p.At.Line, _ = strconv.Atoi(m[2])
		p.At.Column, _ = strconv.Atoi(m[3])
		p.Message = m[4]
		return p
	}
	p.Message = strings.TrimSuffix(wrapping.ReplaceAllString(strings.TrimPrefix(line, "error building site: "), ""), ".")
	if inner.IsValid() && inner != p.At {
		p.Related = []diag.Related{{At: inner, Message: "in this template"}}
	}
	return p
}

func relative(file, project string) string {
	if resolved, err := filepath.EvalSymlinks(project); err == nil {
		project = resolved
	}
	if rel, err := filepath.Rel(project, file); filepath.IsAbs(file) && err == nil && !strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(file)
}
